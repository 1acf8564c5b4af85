-- What a station shows of itself, the names it had, and the pictures of stations and shows.

-- Files of the same id lie in DATA_DIR/pictures. One that nothing shows is swept away.
create table picture (
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null,
  constraint picture_pkey primary key (id)
);

alter table station
  -- Plain text; line breaks count.
  add column about text not null default '',
  -- [{"label": string, "url": string}]
  add column links jsonb not null default '[]',
  -- #rrggbb; null: the colours of the program.
  add column accent text,
  add column artwork_id uuid,
  add column hearts_from text not null default 'everyone',
  -- IANA name; what plans are made in unless they say otherwise.
  add column time_zone text not null default 'UTC',
  add constraint station_about_length check (char_length(about) <= 4000),
  add constraint station_accent_shape check (accent ~ '^#[0-9a-f]{6}$'),
  add constraint station_artwork_fkey foreign key (artwork_id) references picture (id),
  add constraint station_hearts_from check (hearts_from in ('everyone', 'members')),
  add constraint station_time_zone_length check (char_length(time_zone) between 1 and 64);

create index station_artwork_idx on station (artwork_id) where artwork_id is not null;

alter table broadcast
  -- Null: its station's.
  add column artwork_id uuid,
  add constraint broadcast_artwork_fkey foreign key (artwork_id) references picture (id);

create index broadcast_artwork_idx on broadcast (artwork_id) where artwork_id is not null;

-- Addresses that a station had: links, players and DJ tools that know one still find it. Nobody else gets it.
create table station_former_slug (
  slug text not null,
  station_id uuid not null,
  given_up_at timestamptz not null default clock_timestamp(),
  constraint station_former_slug_pkey primary key (slug),
  constraint station_former_slug_station_fkey foreign key (station_id) references station (id) on delete cascade
);

create index station_former_slug_station_idx on station_former_slug (station_id);
