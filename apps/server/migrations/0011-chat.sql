-- The room of a station: what is said in it, and how order is kept.

create table chat_room (
  station_id uuid not null,
  -- Counts the changes of the room's messages. Whoever changes one takes the next number first, which also puts them in line.
  seq bigint not null default 0,
  open boolean not null default true,
  writers text not null default 'members',
  slow_mode_s integer not null default 0,
  -- Messages up to this number were cleared away, and up to which before the last clearing.
  cleared_seq bigint not null default 0,
  cleared_before_seq bigint not null default 0,
  pinned_id uuid,
  announcement text,
  -- The number that the next visitor who writes gets.
  next_visitor_number integer not null default 1,
  -- Counts the changes of its rules, so that each server knows when the ones it has in memory are old.
  rules_revision bigint not null default 0,
  constraint chat_room_pkey primary key (station_id),
  constraint chat_room_station_fkey foreign key (station_id) references station (id) on delete cascade,
  constraint chat_room_writers check (writers in ('everyone', 'members', 'team')),
  constraint chat_room_slow_mode check (slow_mode_s between 0 and 3600),
  constraint chat_room_cleared check (cleared_before_seq <= cleared_seq and cleared_seq <= seq),
  constraint chat_room_announcement_length check (char_length(announcement) between 1 and 300)
);

insert into chat_room (station_id) select id from station;

-- Visitors who have written: told apart by the number in their cookie, of which only a hash is here.
create table chat_visitor (
  station_id uuid not null,
  visitor_hash text not null,
  number integer not null,
  constraint chat_visitor_pkey primary key (station_id, visitor_hash),
  constraint chat_visitor_number_key unique (station_id, number),
  constraint chat_visitor_station_fkey foreign key (station_id) references station (id) on delete cascade
);

create table chat_message (
  id uuid not null default gen_random_uuid(),
  station_id uuid not null,
  -- The change by which it came, and the last one that it went through (or the last of the room when it was liked).
  seq bigint not null,
  changed_seq bigint not null,
  -- The show that was on air.
  broadcast_id uuid,
  -- Whose it is: an account or a visitor; neither: an account that is gone.
  account_id uuid,
  visitor_number integer,
  -- An address, or an IPv6 /64, and of an account the browser, as in chat_visitor; both are forgotten after thirty days.
  address text,
  browser_hash text,
  text text not null,
  mentions text[] not null default '{}',
  reply_to_id uuid,
  sent_at timestamptz not null,
  edited_at timestamptz,
  state text not null,
  -- The rule for which nobody saw it yet, also when it was deleted before anybody did; null once it is shown.
  held_for text,
  deleted_at timestamptz,
  -- Null with deleted_at: its author.
  deleted_by uuid,
  deleted_by_author boolean not null default false,
  likes integer not null default 0,
  -- Of the call that brought it.
  idempotency_key text,
  constraint chat_message_pkey primary key (id),
  constraint chat_message_seq_key unique (station_id, seq),
  constraint chat_message_station_fkey foreign key (station_id) references station (id) on delete cascade,
  constraint chat_message_broadcast_fkey foreign key (broadcast_id) references broadcast (id) on delete set null,
  constraint chat_message_account_fkey foreign key (account_id) references account (id) on delete set null,
  constraint chat_message_reply_fkey foreign key (reply_to_id) references chat_message (id) on delete set null,
  constraint chat_message_deleted_by_fkey foreign key (deleted_by) references account (id) on delete set null,
  constraint chat_message_one_author check (account_id is null or visitor_number is null),
  constraint chat_message_text_length check (char_length(text) <= 4000),
  constraint chat_message_state check (state in ('shown', 'held', 'deleted')),
  constraint chat_message_deleted check ((deleted_at is not null) = (state = 'deleted')),
  constraint chat_message_likes check (likes >= 0)
);

create index chat_message_changed_idx on chat_message (station_id, changed_seq);
create index chat_message_broadcast_idx on chat_message (broadcast_id, seq) where broadcast_id is not null;
create index chat_message_account_idx on chat_message (account_id, station_id, seq desc) where account_id is not null;
create index chat_message_visitor_idx on chat_message (station_id, visitor_number, seq desc) where visitor_number is not null;
create index chat_message_held_idx on chat_message (station_id, seq desc) where state = 'held';
create index chat_message_deleted_idx on chat_message (station_id, seq desc) where state = 'deleted';
create index chat_message_deleted_at_idx on chat_message (deleted_at) where deleted_at is not null and text <> '';
create index chat_message_mentions_idx on chat_message using gin (mentions) where mentions <> '{}';
create index chat_message_address_idx on chat_message (sent_at) where address is not null;
create index chat_message_reply_idx on chat_message (reply_to_id) where reply_to_id is not null;
create index chat_message_deleted_by_idx on chat_message (deleted_by) where deleted_by is not null;
create unique index chat_message_account_key_key on chat_message (station_id, account_id, idempotency_key)
  where account_id is not null and idempotency_key is not null;
create unique index chat_message_visitor_key_key on chat_message (station_id, visitor_number, idempotency_key)
  where visitor_number is not null and idempotency_key is not null;

alter table chat_room
  add constraint chat_room_pinned_fkey foreign key (pinned_id) references chat_message (id) on delete set null;
create index chat_room_pinned_idx on chat_room (pinned_id) where pinned_id is not null;

create table chat_like (
  message_id uuid not null,
  account_id uuid not null,
  constraint chat_like_pkey primary key (message_id, account_id),
  constraint chat_like_message_fkey foreign key (message_id) references chat_message (id) on delete cascade,
  constraint chat_like_account_fkey foreign key (account_id) references account (id) on delete cascade
);

create index chat_like_account_idx on chat_like (account_id);

-- Reports that nobody has settled yet.
create table chat_report (
  message_id uuid not null,
  account_id uuid not null,
  reason text not null,
  reported_at timestamptz not null,
  constraint chat_report_pkey primary key (message_id, account_id),
  constraint chat_report_message_fkey foreign key (message_id) references chat_message (id) on delete cascade,
  constraint chat_report_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint chat_report_reason_length check (char_length(reason) <= 200)
);

create index chat_report_account_idx on chat_report (account_id);

-- Who may not write on a station: an account, a visitor's browser, or an address.
create table chat_restriction (
  id uuid not null default gen_random_uuid(),
  station_id uuid not null,
  kind text not null,
  -- An account, with its browser if that is known; a visitor; or an address.
  account_id uuid,
  visitor_number integer,
  address text,
  reason text not null,
  made_by uuid,
  made_at timestamptz not null,
  -- Null: until somebody lifts it.
  until timestamptz,
  constraint chat_restriction_pkey primary key (id),
  constraint chat_restriction_station_fkey foreign key (station_id) references station (id) on delete cascade,
  constraint chat_restriction_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint chat_restriction_visitor_fkey foreign key (station_id, visitor_number)
    references chat_visitor (station_id, number) on delete cascade,
  constraint chat_restriction_made_by_fkey foreign key (made_by) references account (id) on delete set null,
  constraint chat_restriction_kind check (kind in ('mute', 'ban')),
  constraint chat_restriction_one check ((address is null) = (num_nonnulls(account_id, visitor_number) > 0)),
  constraint chat_restriction_times check (until > made_at),
  constraint chat_restriction_mute_ends check (kind = 'ban' or until is not null),
  constraint chat_restriction_reason_length check (char_length(reason) <= 200)
);

create index chat_restriction_station_idx on chat_restriction (station_id, made_at desc, id desc);
create index chat_restriction_account_idx on chat_restriction (account_id) where account_id is not null;
create index chat_restriction_visitor_idx on chat_restriction (station_id, visitor_number) where visitor_number is not null;
create index chat_restriction_address_idx on chat_restriction (station_id, address) where address is not null;
create index chat_restriction_made_by_idx on chat_restriction (made_by) where made_by is not null;

-- What every message is held against.
create table chat_rule (
  id uuid not null default gen_random_uuid(),
  station_id uuid not null,
  kind text not null,
  pattern text not null,
  act text not null,
  made_at timestamptz not null,
  constraint chat_rule_pkey primary key (id),
  constraint chat_rule_station_fkey foreign key (station_id) references station (id) on delete cascade,
  constraint chat_rule_kind check (kind in ('word', 'regex', 'link')),
  constraint chat_rule_act check (act in ('refuse', 'hold') or (act = 'allow' and kind = 'link')),
  constraint chat_rule_pattern_length check (char_length(pattern) between 1 and 200)
);

create index chat_rule_station_idx on chat_rule (station_id, made_at, id);

-- What was done to keep order on a station. Names are kept as they were then.
create table moderation_entry (
  id bigint generated always as identity,
  station_id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text,
  act text not null,
  subject text not null,
  -- Whose message, mute or ban it was, so that subject and reason go when the account does.
  subject_account_id uuid,
  reason text not null,
  constraint moderation_entry_pkey primary key (id),
  constraint moderation_entry_station_fkey foreign key (station_id) references station (id) on delete cascade,
  constraint moderation_entry_actor_fkey foreign key (actor_id) references account (id) on delete set null,
  constraint moderation_entry_subject_fkey foreign key (subject_account_id) references account (id) on delete set null
);

create index moderation_entry_station_idx on moderation_entry (station_id, id desc);
create index moderation_entry_actor_idx on moderation_entry (actor_id) where actor_id is not null;
create index moderation_entry_subject_idx on moderation_entry (subject_account_id) where subject_account_id is not null;

insert into permission (name) values ('chat.moderate');
insert into role_permission (role, permission) values ('moderator', 'chat.moderate'), ('admin', 'chat.moderate');
