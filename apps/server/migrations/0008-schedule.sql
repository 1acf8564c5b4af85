-- What is planned: shows that repeat, and who wants to be told before one begins.

-- Shows that repeat. Their next occurrences are broadcasts; a change of the future ends one series and begins another.
create table schedule_series (
  id uuid not null,
  station_id uuid not null,
  -- Whose shows they are.
  account_id uuid not null,
  title text not null,
  description text not null,
  tags text[] not null,
  -- IANA name. 20:00 there stays 20:00 there, whatever its clocks do.
  time_zone text not null,
  -- By the clock of the time zone: the day from which the rule counts, the time of day, and how long by that clock.
  starts_on date not null,
  starts_at time not null,
  duration_ms integer not null,
  -- Its last day: by the rule, or because the rest was called off or became another series. Null: it goes on.
  last_on date,
  -- How it repeats, as in the contracts (repeatsSchema).
  repeats jsonb not null,
  created_at timestamptz not null default now(),
  constraint schedule_series_pkey primary key (id),
  constraint schedule_series_station_fkey foreign key (station_id) references station (id) on delete cascade,
  constraint schedule_series_account_fkey foreign key (account_id) references account (id),
  constraint schedule_series_title_length check (char_length(title) between 1 and 200),
  constraint schedule_series_description_length check (char_length(description) <= 20000),
  constraint schedule_series_duration check (duration_ms between 1 and 86400000)
);

create index schedule_series_station_idx on schedule_series (station_id);
create index schedule_series_account_idx on schedule_series (account_id);

alter table broadcast
  -- The zone in which it was planned.
  add column time_zone text,
  add column series_id uuid,
  -- The day of its series that it is, also when it was moved to another.
  add column occurrence_on date,
  -- How often its announcement changed, and when last: calendars go by it (RFC 5545, 3.8.7.4).
  add column plan_sequence integer not null default 0,
  add column plan_changed_at timestamptz not null default now(),
  add constraint broadcast_series_fkey foreign key (series_id) references schedule_series (id) on delete set null,
  add constraint broadcast_occurrence_key unique (series_id, occurrence_on),
  -- Checked after each statement and not after each row, so that a whole series can move by an hour.
  drop constraint broadcast_plan_overlap,
  add constraint broadcast_plan_overlap exclude using gist (
    station_id with =, tstzrange(planned_start, planned_end) with &&
  ) where (state in ('scheduled', 'live', 'reconnecting') and planned_start is not null) deferrable initially immediate;

create index broadcast_plan_idx on broadcast (planned_start, id) where planned_start is not null;
create index broadcast_station_plan_idx on broadcast (station_id, planned_start, id) where planned_start is not null;
-- For those who look every half minute: what nobody came to, and what was called off.
create index broadcast_scheduled_idx on broadcast (planned_end) where state = 'scheduled';
create index broadcast_cancelled_idx on broadcast (planned_start) where state = 'cancelled';

-- Here and not in the statements of those who change a show, so that no change is without a number.
create function broadcast_plan_revision() returns trigger language plpgsql as $$
begin
  new.plan_sequence := old.plan_sequence + 1;
  new.plan_changed_at := now();
  return new;
end $$;

create trigger broadcast_plan_revision before update on broadcast for each row
  when (
    old.planned_start is not null
    and (old.title, old.description, old.planned_start, old.planned_end, old.state = 'cancelled')
      is distinct from (new.title, new.description, new.planned_start, new.planned_end, new.state = 'cancelled')
  )
  execute function broadcast_plan_revision();

-- Members who want a letter before a show begins. Gone a day after the show was to end.
create table reminder (
  account_id uuid not null,
  broadcast_id uuid not null,
  asked_at timestamptz not null,
  -- The start that a letter told of: a show that moves after that is told of again.
  told_start timestamptz,
  constraint reminder_pkey primary key (broadcast_id, account_id),
  constraint reminder_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint reminder_broadcast_fkey foreign key (broadcast_id) references broadcast (id) on delete cascade
);

create index reminder_account_idx on reminder (account_id);
