import { exportOwnAccount } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../../testing/test-members.ts';

let server: TestServer;
let zoe: TestMember;
beforeAll(async () => {
  server = await startTestServer();
  zoe = await addSignedInMember(server, { roles: ['broadcaster'] });
  await fill(zoe);
});
afterAll(() => server.stop());

/** Leaves something of a person in every table that can have it. */
const fill = async ({ accountId: id, email }: TestMember): Promise<void> => {
  const { sql } = server;
  await sql`update account set banned_at = now(), banned_until = now(), ban_reason = 'too loud' where id = ${id}`;
  await sql`insert into second_factor (account_id, sealed_secret, turned_on_at) values (${id}, 'SECRET', now())`;
  await sql`insert into recovery_code (account_id, code_hash) values (${id}, 'SECRET')`;
  await sql`
    insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
    values (${id}, 'SECRET', '', 0, '{}', 'phone', now())`;
  await sql`insert into stream_key (account_id, name, key_hash, created_at) values (${id}, 'booth', 'SECRET', now())`;
  await sql`
    insert into one_time_link (token_hash, purpose, account_id, email, created_at, expires_at)
    values ('SECRET', 'change-email', ${id}, 'next@radio.example', now(), now() + interval '1 day')`;
  const [station] = await sql<{ id: string }[]>`
    insert into station (slug, name, owner_id) values ('club', 'Club', ${id}) returning id`;
  await sql`
    insert into broadcast (id, station_id, account_id, title, state, started_at, ended_at, last_seen_at)
    values (gen_random_uuid(), ${station?.id ?? ''}, ${id}, 'Night', 'ended', now(), now(), now())`;
  await sql`
    insert into broadcast (station_id, account_id, title, state, planned_start, planned_end)
    values (${station?.id ?? ''}, ${id}, 'Next night', 'scheduled', now() + interval '1 day', now() + interval '2 days')`;
  await sql`insert into reminder (account_id, broadcast_id, asked_at) select ${id}, id, now() from broadcast where title = 'Next night'`;
  await sql`insert into bookmark (account_id, broadcast_id, created_at) select ${id}, id, now() from broadcast where title = 'Next night'`;
  await sql`
    insert into schedule_series (id, station_id, account_id, title, description, tags, time_zone, starts_on, starts_at, duration_ms, repeats)
    values (gen_random_uuid(), ${station?.id ?? ''}, ${id}, 'Weekly', '', '{}', 'UTC', now(), '20:00', 60000, '{}')`;
  await sql`
    insert into station_role (station_id, account_id, role)
    select id, ${id}, 'moderator' from station where slug = ${server.station}`;
  await sql`
    insert into invitation (token_hash, email, role, made_by, created_at, expires_at)
    values ('SECRET 1', 'friend@radio.example', 'listener', ${id}, now(), now())`;
  await sql`
    insert into invitation (token_hash, email, role, made_by, created_at, expires_at, used_by, used_at)
    select 'SECRET 2', ${email}, 'broadcaster', account_id, now(), now(), ${id}, now() from account_role where role = 'admin'`;
  await sql`insert into letter (recipient, sealed_text) values (${email.toUpperCase()}, 'SECRET')`;
  await sql`
    insert into audit_entry (at, actor_id, actor_name, action, subject, details, address)
    values (now(), ${id}, 'zoe', 'address.ban', 'address:192.0.2.1', '{}', '192.0.2.9')`;
  await sql`
    insert into audit_entry (at, actor_id, actor_name, action, subject, details, address)
    select now(), account_id, 'root', 'account.ban', 'account:zoe', ${sql.json({ accountId: id })}, '192.0.2.8'
    from account_role where role = 'admin'`;
  await sql`
    insert into address_ban (range, reason, banned_at, until, banned_by)
    values ('192.0.2.1', 'noise', now(), now() + interval '1 hour', ${id})`;
  await sql`
    insert into chat_message (station_id, seq, changed_seq, account_id, text, sent_at, state)
    values (${station?.id ?? ''}, 1, 1, ${id}, 'Hello everybody', now(), 'shown')`;
  await sql`insert into chat_like (message_id, account_id) select id, ${id} from chat_message`;
  await sql`insert into chat_report (message_id, account_id, reason, reported_at) select id, ${id}, 'rude', now() from chat_message`;
  await sql`
    insert into chat_restriction (station_id, kind, account_id, reason, made_at)
    values (${station?.id ?? ''}, 'ban', ${id}, 'spam', now())`;
  await sql`
    insert into moderation_entry (station_id, at, actor_id, actor_name, act, subject, subject_account_id, reason)
    select ${station?.id ?? ''}, now(), actor, actor_name, 'message.remove', 'Hello', whose, 'rude'
    from (values (${id}::uuid, 'zoe', null::uuid), (null, 'root', ${id})) as entry (actor, actor_name, whose)`;
};

/** Where each table with people in it is in the export. */
const EXPORTED = {
  account_role: 'account.roles',
  second_factor: 'account.secondFactorSince',
  session: 'sessions',
  stream_key: 'streamKeys',
  passkey: 'passkeys',
  station: 'stations',
  broadcast: 'broadcasts',
  schedule_series: 'series',
  bookmark: 'bookmarks',
  reminder: 'reminders',
  station_role: 'stationRoles',
  invitation: 'invitations',
  one_time_link: 'openLinks',
  audit_entry: 'acts',
  chat_message: 'chat.messages',
  chat_like: 'chat.likes',
  chat_report: 'chat.reports',
  chat_restriction: 'chat.restrictions',
  moderation_entry: 'chat.acts',
};

/** And why some are not. */
const LEFT_OUT = {
  recovery_code: 'Nothing but hashes; how many are left stands in the settings.',
  address_ban: 'Says nothing of who made it that the acts do not say.',
};

test('every table that refers to an account is in the export, or there is a reason why not', async () => {
  const rows = await server.sql<{ name: string }[]>`
    select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid = 'account'::regclass`;
  const known = [...Object.keys(EXPORTED), ...Object.keys(LEFT_OUT)];
  expect(rows.map(({ name }) => name).sort()).toEqual(known.sort());
});

test('all of it is there', async () => {
  const exported = await zoe.rest.call(exportOwnAccount, {});
  for (const place of Object.values(EXPORTED)) {
    const found = place.split('.').reduce<unknown>((all, name) => Reflect.get(Object(all), name), exported);
    expect(Array.isArray(found) ? found.length : found, place).toBeTruthy();
  }
  expect(exported).toMatchObject({
    account: { ban: { reason: 'too loud', until: expect.any(String) } },
    stationRoles: [{ station: server.station, role: 'moderator' }],
    invitations: [
      { part: 'made', email: 'friend@radio.example', role: 'listener', usedAt: null },
      { part: 'used', email: zoe.email, role: 'broadcaster', usedAt: expect.any(String) },
    ],
    broadcasts: [
      { title: 'Night', plannedStart: null, startedAt: expect.any(String) },
      { title: 'Next night', plannedStart: expect.any(String), startedAt: null },
    ],
    series: [{ station: 'club', title: 'Weekly' }],
    bookmarks: [{ title: 'Next night' }],
    reminders: [{ title: 'Next night' }],
    chat: {
      messages: [{ station: 'club', text: 'Hello everybody', deletedAt: null }],
      likes: [{ station: 'club' }],
      reports: [{ reason: 'rude' }],
      restrictions: [{ station: 'club', kind: 'ban', reason: 'spam', until: null }],
      acts: [
        { part: 'did', act: 'message.remove' },
        { part: 'happened', act: 'message.remove' },
      ],
    },
    openLinks: [{ purpose: 'change-email', email: 'next@radio.example' }],
    letters: [{ sentAt: null, givenUpAt: null }],
    acts: [
      { part: 'did', action: 'address.ban', address: '192.0.2.9' },
      { part: 'happened', action: 'account.ban', address: null },
    ],
  });
});

test('no secret is in it, and nobody else', async () => {
  const text = JSON.stringify(await zoe.rest.call(exportOwnAccount, {}));
  for (const secret of ['SECRET', zoe.password, server.admin.username, 'root', '192.0.2.8'])
    expect(text).not.toContain(secret);
});
