-- Shows: one row each, from the first frame on. What a running one holds is at most ten seconds old.

create table broadcast (
  id uuid not null default gen_random_uuid(),
  station_id uuid not null,
  -- Whose source it is.
  account_id uuid not null,
  title text not null,
  state text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- The last known audio: where a show ends whose end nobody saw.
  last_seen_at timestamptz not null,
  -- Open audio responses: the most at once, and all of them times their length.
  peak integer not null default 0,
  listener_seconds bigint not null default 0,
  constraint broadcast_pkey primary key (id),
  constraint broadcast_station_fkey foreign key (station_id) references station (id),
  constraint broadcast_account_fkey foreign key (account_id) references account (id),
  constraint broadcast_title_length check (char_length(title) between 1 and 200),
  constraint broadcast_state check (state in ('live', 'reconnecting', 'ended')),
  constraint broadcast_end check ((state = 'ended') = (ended_at is not null)),
  constraint broadcast_times check (last_seen_at >= started_at and (ended_at is null or ended_at >= started_at)),
  constraint broadcast_audience check (peak >= 0 and listener_seconds >= 0)
);

create unique index broadcast_one_open_key on broadcast (station_id) where ended_at is null;
create index broadcast_station_idx on broadcast (station_id, started_at desc, id desc);
create index broadcast_account_idx on broadcast (account_id);
