-- Accounts that confirm, recover and leave; what they may do; what was done about them; who is kept out.

alter table account
  -- Until then nobody signs in, and after a week the account is gone.
  add column confirmed_at timestamptz,
  -- Of letters to it.
  add column language text not null default 'en',
  add column banned_at timestamptz,
  -- Null: for good.
  add column banned_until timestamptz,
  add column ban_reason text,
  -- Gone for everybody; its owner may bring it back for 30 days, then it is erased: the row stays for what refers to it.
  add column deleted_at timestamptz,
  add column erased_at timestamptz,
  alter column username drop not null,
  alter column username_key drop not null,
  alter column email drop not null,
  alter column email_key drop not null,
  alter column password_hash drop not null,
  add constraint account_language check (language in ('en', 'ru')),
  add constraint account_ban check ((banned_at is null) = (ban_reason is null) and (banned_until is null or banned_at is not null)),
  add constraint account_erasure check (
    (erased_at is null or deleted_at is not null)
    and (erased_at is null) = (username is not null)
    and (erased_at is null) = (username_key is not null)
    and (erased_at is null) = (email is not null)
    and (erased_at is null) = (email_key is not null)
    and (erased_at is null) = (password_hash is not null)
  );

-- Who was there before addresses were confirmed.
update account set confirmed_at = created_at;

create index account_unconfirmed_idx on account (created_at) where confirmed_at is null;
create index account_deleted_idx on account (deleted_at) where deleted_at is not null and erased_at is null;
-- The list of accounts, by name as it is folded, and the few that are not as all others. By code point, as the cursor compares.
create index account_list_idx on account (username_key collate "C") include (email_key, id) where erased_at is null;
create index account_list_unconfirmed_idx on account (username_key collate "C")
  where confirmed_at is null and deleted_at is null and erased_at is null;
create index account_list_banned_idx on account (username_key collate "C")
  where banned_at is not null and deleted_at is null and erased_at is null;
create index account_list_deleted_idx on account (username_key collate "C")
  where deleted_at is not null and erased_at is null;
-- What a name or an address contains. The extension comes with PostgreSQL and is trusted: the owner of the database may make it.
create extension if not exists pg_trgm;
create index account_search_idx on account using gin (username_key gin_trgm_ops, email_key gin_trgm_ops)
  where erased_at is null;

-- Of links in letters: each is good once, and only its hash is here.
create table one_time_link (
  token_hash text not null,
  purpose text not null,
  account_id uuid not null,
  -- The address that a change of address is about.
  email text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint one_time_link_pkey primary key (token_hash),
  constraint one_time_link_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint one_time_link_purpose check (purpose in ('confirm-account', 'reset-password', 'change-email', 'restore-account')),
  constraint one_time_link_email check ((purpose = 'change-email') = (email is not null))
);

create index one_time_link_account_idx on one_time_link (account_id, purpose);
create index one_time_link_expires_at_idx on one_time_link (expires_at);

-- A session can be seen and ended by its owner. Older ones have no id that was ever shown, so they get one now.
alter table session
  add column id uuid not null default gen_random_uuid(),
  add column device text,
  add column address text,
  add column signed_in_at timestamptz not null default now(),
  add column last_used_at timestamptz not null default now(),
  add constraint session_id_key unique (id);

-- The second factor: a TOTP secret, sealed by the server. It counts from turned_on_at on.
create table second_factor (
  account_id uuid not null,
  sealed_secret text not null,
  turned_on_at timestamptz,
  -- The time step of the last code that was taken: no code counts twice.
  last_step bigint not null default 0,
  constraint second_factor_pkey primary key (account_id),
  constraint second_factor_account_fkey foreign key (account_id) references account (id) on delete cascade
);

create table recovery_code (
  account_id uuid not null,
  code_hash text not null,
  constraint recovery_code_pkey primary key (account_id, code_hash),
  constraint recovery_code_account_fkey foreign key (account_id) references account (id) on delete cascade
);

create table passkey (
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  -- As the authenticator names it, base64url.
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  constraint passkey_pkey primary key (id),
  constraint passkey_credential_key unique (credential_id),
  constraint passkey_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint passkey_name_length check (char_length(name) between 1 and 60)
);

create index passkey_account_idx on passkey (account_id);

-- Passwords for DJ tools. A key is long and random, so a plain hash keeps it.
create table stream_key (
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  name text not null,
  key_hash text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  constraint stream_key_pkey primary key (id),
  constraint stream_key_hash_key unique (key_hash),
  constraint stream_key_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint stream_key_name_length check (char_length(name) between 1 and 60)
);

create index stream_key_account_idx on stream_key (account_id);

-- Roles and what they give. The names are those of the contracts; a test compares them.
create table role (
  name text not null,
  constraint role_pkey primary key (name)
);

create table permission (
  name text not null,
  constraint permission_pkey primary key (name)
);

create table role_permission (
  role text not null,
  permission text not null,
  constraint role_permission_pkey primary key (role, permission),
  constraint role_permission_role_fkey foreign key (role) references role (name),
  constraint role_permission_permission_fkey foreign key (permission) references permission (name)
);

insert into role (name) values ('listener'), ('broadcaster'), ('moderator'), ('admin');
insert into permission (name) values
  ('station.broadcast'), ('station.manage'), ('broadcast.edit'), ('account.manage'), ('role.manage'),
  ('invitation.manage'), ('ban.manage'), ('audit.read'), ('server.manage');
insert into role_permission (role, permission) values
  ('broadcaster', 'station.broadcast'), ('broadcaster', 'broadcast.edit');
insert into role_permission (role, permission) select 'admin', name from permission;

alter table account_role
  drop constraint account_role_role,
  add constraint account_role_role_fkey foreign key (role) references role (name);

create table station_role (
  station_id uuid not null,
  account_id uuid not null,
  role text not null,
  granted_at timestamptz not null default now(),
  constraint station_role_pkey primary key (station_id, account_id, role),
  constraint station_role_station_fkey foreign key (station_id) references station (id) on delete cascade,
  constraint station_role_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint station_role_role check (role in ('moderator', 'co-broadcaster'))
);

create index station_role_account_idx on station_role (account_id);

create table invitation (
  id uuid not null default gen_random_uuid(),
  token_hash text not null,
  -- Whom it was sent to; null: whoever has the link.
  email text,
  role text not null,
  made_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_by uuid,
  used_at timestamptz,
  constraint invitation_pkey primary key (id),
  constraint invitation_token_key unique (token_hash),
  constraint invitation_role_fkey foreign key (role) references role (name),
  constraint invitation_made_by_fkey foreign key (made_by) references account (id),
  -- An account that was never confirmed vanishes; its invitation is free again then.
  constraint invitation_used_by_fkey foreign key (used_by) references account (id) on delete set null
);

create index invitation_list_idx on invitation (created_at desc, id desc);
create index invitation_made_by_idx on invitation (made_by);
create index invitation_used_by_idx on invitation (used_by);

-- Every administrative act. Names are kept as they were then.
create table audit_entry (
  id bigint generated always as identity,
  at timestamptz not null,
  actor_id uuid,
  actor_name text,
  action text not null,
  subject text not null,
  details jsonb not null,
  address text,
  constraint audit_entry_pkey primary key (id),
  constraint audit_entry_actor_fkey foreign key (actor_id) references account (id) on delete set null
);

create index audit_entry_actor_idx on audit_entry (actor_id, id desc);
create index audit_entry_action_idx on audit_entry (action, id desc);

-- Addresses that are refused before anything is read from them.
create table address_ban (
  -- An address, or an IPv6 /64.
  range text not null,
  reason text not null,
  banned_at timestamptz not null,
  until timestamptz not null,
  -- Null: the server itself.
  banned_by uuid,
  constraint address_ban_pkey primary key (range),
  constraint address_ban_banned_by_fkey foreign key (banned_by) references account (id) on delete set null,
  constraint address_ban_times check (until > banned_at)
);

create index address_ban_list_idx on address_ban (banned_at desc, range desc);
create index address_ban_banned_by_idx on address_ban (banned_by);

-- What admins set while the server runs; what is not here has its default.
create table server_setting (
  name text not null,
  value jsonb not null,
  constraint server_setting_pkey primary key (name)
);

-- Letters out. What they say is sealed until they are sent, because links stand in it, and gone afterwards.
create table letter (
  id uuid not null default gen_random_uuid(),
  recipient text not null,
  sealed_text text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  -- The mail server refused it for good, or three days of attempts did not help.
  given_up_at timestamptz,
  -- Failed ones, and the one that worked.
  attempts integer not null default 0,
  -- A code such as "550 5.1.1", never the mail server's words.
  last_problem text,
  constraint letter_pkey primary key (id),
  constraint letter_sealed check ((sealed_text is null) = (sent_at is not null or given_up_at is not null))
);

create index letter_created_at_idx on letter (created_at);
