-- How shows of the past are found, changed and kept.

-- array_to_string() is not immutable for any kind of array; for text it is.
create function words_of(words text[]) returns text language sql immutable parallel safe
  return array_to_string(words, ' ');

alter table broadcast
  -- Goes up with every edit, so that nobody overwrites what they did not see.
  add column revision integer not null default 1,
  -- Words as they are, of any language. Cut where a text search vector would become too large.
  add column search tsvector not null generated always as (
    to_tsvector('simple', title || ' ' || words_of(tags) || ' ' || description)
    || to_tsvector('simple', left(jsonb_path_query_array(tracklist, '$[*].text')::text, 100000))
  ) stored,
  add constraint broadcast_revision check (revision > 0),
  add constraint broadcast_tags check (cardinality(tags) <= 10);

create index broadcast_archive_idx on broadcast (started_at desc, id desc)
  where state = 'published' and deleted_at is null;
create index broadcast_station_archive_idx on broadcast (station_id, started_at desc, id desc)
  where state = 'published' and deleted_at is null;
create index broadcast_search_idx on broadcast using gin (search) where state = 'published' and deleted_at is null;
create index broadcast_tags_idx on broadcast using gin (tags) where state = 'published' and deleted_at is null;
create index broadcast_deleted_idx on broadcast (deleted_at) where deleted_at is not null;
-- Everything of a station, also what has not begun.
create index broadcast_own_idx on broadcast (station_id, (coalesce(started_at, planned_start)) desc, id desc);

create table bookmark (
  account_id uuid not null,
  broadcast_id uuid not null,
  created_at timestamptz not null,
  constraint bookmark_pkey primary key (account_id, broadcast_id),
  constraint bookmark_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint bookmark_broadcast_fkey foreign key (broadcast_id) references broadcast (id) on delete cascade
);

create index bookmark_list_idx on bookmark (account_id, created_at desc, broadcast_id desc);
create index bookmark_broadcast_idx on bookmark (broadcast_id);
