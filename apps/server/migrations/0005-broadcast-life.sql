-- A show from its announcement to the archive, and what is said of it.

-- Ranges beside plain columns in one exclusion. It comes with PostgreSQL and is trusted.
create extension if not exists btree_gist;

drop index broadcast_one_open_key;
drop index broadcast_station_idx;

alter table broadcast
  drop constraint broadcast_state,
  drop constraint broadcast_end,
  -- Null: it has not begun.
  alter column started_at drop not null,
  alter column last_seen_at drop not null,
  -- Null: it was not announced.
  add column planned_start timestamptz,
  add column planned_end timestamptz,
  add column description text not null default '',
  -- [{"atMs": number or null, "text": string}], in order; atMs counts from the beginning of the show.
  add column tracklist jsonb not null default '[]',
  -- [{"label": string, "url": string}]
  add column links jsonb not null default '[]',
  add column tags text[] not null default '{}',
  add column hearts integer not null default 0,
  -- One number for each minute since the beginning.
  add column heart_minutes integer[] not null default '{}',
  add column published_at timestamptz,
  -- Gone for everybody; whoever may edit it may bring it back for 30 days, then it is erased.
  add column deleted_at timestamptz,
  add constraint broadcast_state check (
    state in ('scheduled', 'live', 'reconnecting', 'ended', 'published', 'cancelled', 'missed')
  ),
  add constraint broadcast_begin check (
    (started_at is null) = (state in ('scheduled', 'cancelled', 'missed')) and (started_at is null) = (last_seen_at is null)
  ),
  add constraint broadcast_end check ((ended_at is not null) = (state in ('ended', 'published'))),
  add constraint broadcast_published check ((published_at is not null) = (state = 'published')),
  add constraint broadcast_deleted check (deleted_at is null or state in ('ended', 'published')),
  add constraint broadcast_plan check (
    (planned_start is null) = (planned_end is null)
    and (planned_end is null or planned_end > planned_start)
    and (planned_start is not null or started_at is not null)
  ),
  add constraint broadcast_description_length check (char_length(description) <= 20000),
  add constraint broadcast_hearts check (hearts >= 0),
  -- A station has one show at a time, also among those to come.
  add constraint broadcast_plan_overlap exclude using gist (
    station_id with =, tstzrange(planned_start, planned_end) with &&
  ) where (state in ('scheduled', 'live', 'reconnecting') and planned_start is not null);

create unique index broadcast_one_open_key on broadcast (station_id) where state in ('live', 'reconnecting');
create index broadcast_station_idx on broadcast (station_id, started_at desc, id desc);
create index broadcast_open_idx on broadcast (state) where state in ('scheduled', 'live', 'reconnecting');
