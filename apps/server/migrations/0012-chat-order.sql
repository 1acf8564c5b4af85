-- Who may write as soon as a locked room is unlocked: whoever could when it was locked.
alter table chat_room add column writers_before_lock text not null default 'members'
  constraint chat_room_writers_before_lock check (writers_before_lock in ('everyone', 'members'));
update chat_room set writers_before_lock = writers where writers <> 'team';

-- Whose browser somebody wrote with who is banned everywhere is asked of each message.
create index chat_message_browser_idx on chat_message (browser_hash) where browser_hash is not null;
