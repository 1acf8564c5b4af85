-- People, what they may do, where they are signed in, and the places they broadcast from.

create table account (
  id uuid not null default gen_random_uuid(),
  username text not null,
  -- Folded by the server (NFKC, lower case), so that no database locale decides who is the same.
  username_key text not null,
  email text not null,
  email_key text not null,
  password_hash text not null,
  created_at timestamptz not null default now(),
  constraint account_pkey primary key (id),
  constraint account_username_key unique (username_key),
  constraint account_email_key unique (email_key),
  constraint account_username_length check (char_length(username) between 1 and 64),
  constraint account_email_length check (char_length(email) between 3 and 254)
);

create table account_role (
  account_id uuid not null,
  role text not null,
  granted_at timestamptz not null default now(),
  constraint account_role_pkey primary key (account_id, role),
  constraint account_role_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint account_role_role check (role in ('listener', 'broadcaster', 'moderator', 'admin'))
);

create index account_role_role_idx on account_role (role);

-- Used where there is no Redis. The token itself is nowhere: only its HMAC is.
create table session (
  token_hash text not null,
  account_id uuid not null,
  expires_at timestamptz not null,
  constraint session_pkey primary key (token_hash),
  constraint session_account_fkey foreign key (account_id) references account (id) on delete cascade
);

create index session_account_idx on session (account_id);
create index session_expires_at_idx on session (expires_at);

create table station (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  is_default boolean not null default false,
  owner_id uuid not null,
  created_at timestamptz not null default now(),
  constraint station_pkey primary key (id),
  constraint station_slug_key unique (slug),
  constraint station_owner_fkey foreign key (owner_id) references account (id),
  constraint station_slug_shape check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) between 2 and 48),
  constraint station_name_length check (char_length(name) between 1 and 80)
);

create unique index station_one_default_key on station (is_default) where is_default;
create index station_owner_idx on station (owner_id);
create index station_list_idx on station ((not is_default), name, id);
