/**
 * Rows for every table, in statements that hold right after the migration of that number has landed: what a server of that time may have
 * stored, odd values among them. Rows of one number refer to those of earlier ones.
 */
export const ROWS_BY_MIGRATION: Readonly<Record<number, string>> = {
  1: `
    insert into account (id, username, username_key, email, email_key, password_hash, created_at) values
      ('00000000-0000-4000-8000-000000000001', 'Zoë', 'zoë', 'Zoe@radio.example', 'zoe@radio.example', '$argon2id$v=19$x', '2024-02-29 23:59:59.999999+00'),
      ('00000000-0000-4000-8000-000000000002', E'tab\\tline\\nback\\\\slash \\\\N \\\\. 🎧', 'odd', 'odd@radio.example', 'odd@radio.example', '', '1999-12-31 12:00:00.000001+14');
    insert into account_role (account_id, role) values
      ('00000000-0000-4000-8000-000000000001', 'admin'), ('00000000-0000-4000-8000-000000000002', 'broadcaster');
    insert into session (token_hash, account_id, expires_at) values
      ('hash of a token', '00000000-0000-4000-8000-000000000001', 'infinity');
    insert into station (id, slug, name, is_default, owner_id) values
      ('00000000-0000-4000-8000-000000000011', 'night-radio', 'Night "Radio"', true, '00000000-0000-4000-8000-000000000001'),
      ('00000000-0000-4000-8000-000000000012', 'day-radio', ' ', false, '00000000-0000-4000-8000-000000000002');`,
  2: `
    insert into broadcast (id, station_id, account_id, title, state, started_at, ended_at, last_seen_at, peak, listener_seconds) values
      ('00000000-0000-4000-8000-000000000021', '00000000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000001',
        'The first show', 'ended', '2025-01-01 20:00+00', '2025-01-01 22:00:00.123456+00', '2025-01-01 22:00+00', 2147483647, 9223372036854775807),
      ('00000000-0000-4000-8000-000000000022', '00000000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000001',
        'A show on air', 'live', '2025-01-02 20:00+00', null, '2025-01-02 20:10+00', 0, 0);`,
  3: `
    insert into one_time_link (token_hash, purpose, account_id, email, created_at, expires_at) values
      ('hash of a link', 'change-email', '00000000-0000-4000-8000-000000000001', 'new@radio.example', now(), now() + interval '1 day');
    insert into second_factor (account_id, sealed_secret, turned_on_at, last_step) values
      ('00000000-0000-4000-8000-000000000001', 'sealed', now(), 56789012345);
    insert into recovery_code (account_id, code_hash) values ('00000000-0000-4000-8000-000000000001', 'hash of a code');
    insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at) values
      ('00000000-0000-4000-8000-000000000001', 'credential', '\\x00ff5c0a0d09275c30', 7, '{"usb","a,b","NULL","with \\"quotes\\"",""}', 'Key', now());
    insert into stream_key (account_id, name, key_hash, created_at) values
      ('00000000-0000-4000-8000-000000000002', 'butt', 'hash of a key', now());
    insert into station_role (station_id, account_id, role) values
      ('00000000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000002', 'co-broadcaster');
    insert into invitation (token_hash, email, role, made_by, created_at, expires_at) values
      ('hash of an invitation', null, 'listener', '00000000-0000-4000-8000-000000000001', now(), now() + interval '1 day');
    insert into audit_entry (at, actor_id, actor_name, action, subject, details, address) values
      (now(), '00000000-0000-4000-8000-000000000001', 'Zoë', 'account.roles', 'account:odd',
        '{"after": ["admin"], "deep": {"number": 1.50, "large": 12345678901234567890, "none": null, "text": "\\\\ \\u00e9 🎧"}}', '2001:db8::/64'),
      (now(), null, null, 'server.settings', 'server', '{}', null);
    select nextval('audit_entry_id_seq');
    insert into address_ban (range, reason, banned_at, until, banned_by) values
      ('192.0.2.1', 'flood', now(), now() + interval '1 hour', null);
    insert into server_setting (name, value) values ('registration', '"open"');
    insert into letter (recipient, sealed_text) values ('zoe@radio.example', 'sealed words');`,
  4: `
    insert into letter (recipient, sealed_text, sent_at, handed_over_at, attempts, last_problem) values
      ('odd@radio.example', null, now(), now(), 2, '450 4.2.1');`,
  5: `
    insert into broadcast (id, station_id, account_id, title, state, planned_start, planned_end, description, tracklist, links, tags, heart_minutes) values
      ('00000000-0000-4000-8000-000000000051', '00000000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000001', 'A show to come',
        'scheduled', '2030-01-01 20:00+00', '2030-01-01 22:00+00', E'Lines\\nand \\ttabs', '[{"atMs": null, "text": "Ärger – Lied"}]',
        '[{"label": "a", "url": "https://radio.example"}]', '{jazz,"two words"}', '{1,2,3}');`,
  6: `
    insert into recording (broadcast_id, state, began_at, format, duration_ms, bytes, gaps, finished_at, loudness_lufs, peaks, peak_step_ms, layout) values
      ('00000000-0000-4000-8000-000000000021', 'ready', now(), 'mp3', 7200000, 115200000, '[{"atMs": 1, "ms": 2}]', now(), -14.123457,
        decode(repeat('00ff0a5c', 500), 'hex'), 100, '{"front": "", "files": [], "startMs": 0, "durationMs": 7200000}');`,
  7: `
    insert into bookmark (account_id, broadcast_id, created_at) values
      ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000021', now());`,
  8: `
    insert into schedule_series (id, station_id, account_id, title, description, tags, time_zone, starts_on, starts_at, duration_ms, repeats) values
      ('00000000-0000-4000-8000-000000000081', '00000000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000001',
        'Every week', '', '{}', 'Europe/Berlin', '2030-02-01', '20:00:00.5', 3600000, '{"every": "week"}');
    insert into broadcast (id, station_id, account_id, title, state, planned_start, planned_end, series_id, occurrence_on, time_zone, plan_sequence, plan_changed_at) values
      ('00000000-0000-4000-8000-000000000082', '00000000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000001', 'Every week',
        'scheduled', '2030-02-01 19:00+00', '2030-02-01 20:00+00', '00000000-0000-4000-8000-000000000081', '2030-02-01', 'Europe/Berlin', 3, '2026-01-01 00:00+00');
    insert into reminder (account_id, broadcast_id, asked_at) values
      ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000082', now());`,
  9: `
    insert into picture (id, created_at) values ('00000000-0000-4000-8000-000000000091', now());
    update station set artwork_id = '00000000-0000-4000-8000-000000000091', accent = '#00ff7f' where is_default;
    insert into station_former_slug (slug, station_id) values ('old-radio', '00000000-0000-4000-8000-000000000011');`,
  10: `update schedule_series set left_out_told = '2030-03-01';`,
  11: `
    insert into chat_visitor (station_id, visitor_hash, number) values ('00000000-0000-4000-8000-000000000011', 'hash of a visitor', 1);
    insert into chat_message (id, station_id, seq, changed_seq, account_id, text, mentions, reply_to_id, sent_at, state) values
      ('00000000-0000-4000-8000-000000000112', '00000000-0000-4000-8000-000000000011', 2, 2, '00000000-0000-4000-8000-000000000002',
        'An answer', '{}', null, now(), 'shown'),
      ('00000000-0000-4000-8000-000000000111', '00000000-0000-4000-8000-000000000011', 1, 1, '00000000-0000-4000-8000-000000000001',
        E'Good evening 🎧\\n\\\\.\\n', '{odd}', '00000000-0000-4000-8000-000000000112', now(), 'shown');
    update chat_room set seq = 2, pinned_id = '00000000-0000-4000-8000-000000000111', next_visitor_number = 2
      where station_id = '00000000-0000-4000-8000-000000000011';
    insert into chat_like (message_id, account_id) values
      ('00000000-0000-4000-8000-000000000111', '00000000-0000-4000-8000-000000000002');
    insert into chat_report (message_id, account_id, reason, reported_at) values
      ('00000000-0000-4000-8000-000000000112', '00000000-0000-4000-8000-000000000001', '', now());
    insert into chat_restriction (station_id, kind, visitor_number, reason, made_at) values
      ('00000000-0000-4000-8000-000000000011', 'ban', 1, 'spam', now());
    insert into chat_rule (station_id, kind, pattern, act, made_at) values
      ('00000000-0000-4000-8000-000000000011', 'regex', '^a\\\\b.*$', 'hold', now());
    insert into moderation_entry (station_id, at, act, subject, reason) values
      ('00000000-0000-4000-8000-000000000011', now(), 'ban', 'visitor 1', 'spam');`,
  12: `
    update chat_room set writers = 'team', writers_before_lock = 'everyone';
    update chat_message set browser_hash = 'hash of a browser' where account_id is not null;`,
  13: '',
};
