import { afterEach, beforeEach, expect, test } from 'vitest';
import { dumpDatabase } from '../../../testing/database-dump.ts';
import { createMailRig } from '../../../testing/mail-rig.ts';
import { createAuditLog } from '../../access/index.ts';
import { openPeopleRig, type PeopleRig } from '../people-rig.ts';
import { updateUsername } from './account-change-store.ts';

const DAY_MS = 86_400_000;
/** What is hers: a name now, a name before, an address, where she was. In no other text. */
const NAME = 'Zoraida';
const NAME_BEFORE = 'Zenobia';
const EMAIL = 'zoraida@radio.example';
const PLACE = '198.51.100.77';
const SECRETS = ['her-passkey', 'her-key', 'her-factor', 'her-code', 'her-reason', 'her-words'];
const PERSONAL = [NAME, NAME_BEFORE, EMAIL, PLACE, ...SECRETS];

let rig: PeopleRig;
let zoe: string;
let root: string;
beforeEach(async () => {
  rig = await openPeopleRig();
  zoe = await rig.makeAccount(NAME_BEFORE);
  root = await rig.makeAccount('root');
});
afterEach(() => rig.close());

/** Where any of this stands in the whole database. */
const foundIn = async (texts: readonly string[]): Promise<string[]> => {
  const dump = await dumpDatabase(rig.sql);
  return [...dump]
    .filter(([, rows]) => texts.some((text) => rows.toLowerCase().includes(text.toLowerCase())))
    .map(([table]) => table);
};

/** Leaves traces of her in every table that can have some. */
const live = async (): Promise<void> => {
  const { sql, clock } = rig;
  const at = new Date(clock.now());
  const later = new Date(clock.now() + DAY_MS);
  const audit = createAuditLog({ clock });
  const her = { accountId: zoe, username: NAME };
  const admin = { accountId: root, username: 'root' };
  const aboutHer = (username: string) => ({
    actor: admin,
    action: 'account.ban' as const,
    subject: `account:${username}`,
    details: { accountId: zoe, reason: 'her-reason' },
    address: '192.0.2.1',
  });
  await audit.record(sql, aboutHer(NAME_BEFORE));
  await updateUsername(sql, { accountId: zoe, username: NAME });
  await sql`update account set email = ${EMAIL}, email_key = ${EMAIL} where id = ${zoe}`;
  await audit.record(sql, aboutHer(NAME));
  await audit.record(sql, { actor: her, action: 'server.settings', subject: 'setting:registration', address: PLACE });
  const joined = { accountId: zoe, username: NAME, role: 'moderator' };
  await audit.record(sql, {
    actor: admin,
    action: 'station.team-add',
    subject: 'station:club',
    details: joined,
    address: null,
  });
  await sql`update account set banned_at = ${at}, banned_until = ${at}, ban_reason = 'her-reason' where id = ${zoe}`;
  await sql`insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
    values (${zoe}, 'her-passkey', 'k', 0, '{}', ${NAME}, ${at})`;
  await sql`insert into stream_key (account_id, name, key_hash, created_at) values (${zoe}, ${NAME}, 'her-key', ${at})`;
  await sql`insert into second_factor (account_id, sealed_secret) values (${zoe}, 'her-factor')`;
  await sql`insert into recovery_code (account_id, code_hash) values (${zoe}, 'her-code')`;
  await rig.sessions.open(zoe, { cookieHeader: null, userAgent: NAME, address: PLACE });
  await rig.links.open(sql, { purpose: 'change-email', accountId: zoe, email: EMAIL, lifeMs: 90 * DAY_MS });
  for (const usedBy of [zoe, null]) {
    const [row] = await sql<{ id: string }[]>`
      insert into invitation (token_hash, email, role, made_by, created_at, expires_at, used_by, used_at)
      values (${`token ${usedBy}`}, ${EMAIL.toUpperCase()}, 'listener', ${root}, ${at}, ${later}, ${usedBy}, ${usedBy && at})
      returning id`;
    const details = { role: 'listener', invitationId: row?.id ?? '' };
    const subject = `invitation:${EMAIL.toUpperCase()}`;
    await audit.record(sql, { actor: admin, action: 'invitation.make', subject, details, address: null });
  }
  const mail = createMailRig({ database: { sql, url: '', close: async () => undefined }, smtpUrl: null });
  await mail.queue({ to: EMAIL, subject: `Hello ${NAME}`, paragraphs: [PLACE] });
  await chat(at);
};

/** She said something, somebody spoke to her, and order was kept by her and from her. */
const chat = async (at: Date): Promise<void> => {
  const { sql } = rig;
  const [station] = await sql<{ id: string }[]>`
    insert into station (slug, name, owner_id) values ('club', 'Club', ${root}) returning id`;
  const stationId = station?.id ?? '';
  await sql`insert into chat_room (station_id, seq) values (${stationId}, 2)`;
  const common = { station_id: stationId, sent_at: at, state: 'shown' };
  await sql`
    insert into chat_message ${sql({ ...common, seq: 1, changed_seq: 1, account_id: zoe, address: PLACE, browser_hash: PLACE, text: 'her-words' })}`;
  await sql`
    insert into chat_message ${sql({ ...common, seq: 2, changed_seq: 2, account_id: root, text: 'Hello', mentions: [NAME, 'root'], likes: 2 })}`;
  await sql`insert into chat_like (message_id, account_id) select id, unnest(${[zoe, root]}::uuid[]) from chat_message where seq = 2`;
  await sql`insert into chat_report (message_id, account_id, reason, reported_at) select id, ${zoe}, 'her-reason', ${at} from chat_message`;
  await sql`
    insert into chat_restriction (station_id, kind, account_id, reason, made_at) values (${stationId}, 'ban', ${zoe}, 'her-reason', ${at})`;
  await sql`
    insert into moderation_entry (station_id, at, actor_id, actor_name, act, subject, subject_account_id, reason)
    values (${stationId}, ${at}, ${zoe}, ${NAME}, 'room.clear', '', null, ''),
      (${stationId}, ${at}, ${root}, 'root', 'message.remove', 'her-words', ${zoe}, 'her-reason')`;
};

test('of who is erased nothing is left in the whole database, and who did what to whom stays by id', async () => {
  await live();
  expect(await foundIn(PERSONAL), 'every table that a person is in').toEqual([
    'public.account',
    'public.audit_entry',
    'public.chat_message',
    'public.chat_report',
    'public.chat_restriction',
    'public.invitation',
    'public.letter',
    'public.moderation_entry',
    'public.one_time_link',
    'public.passkey',
    'public.recovery_code',
    'public.second_factor',
    'public.session',
    'public.stream_key',
  ]);
  await rig.sql.begin((tx) => rig.deletion.delete(tx, { accountId: zoe }));
  rig.clock.advance(30 * DAY_MS + 1);
  await rig.deletion.sweep();
  expect(await foundIn(PERSONAL)).toEqual([]);
  expect(await rig.sql`select action, actor_id, actor_name, subject from audit_entry order by id`).toEqual([
    { action: 'account.ban', actorId: root, actorName: 'root', subject: `account:${zoe}` },
    { action: 'account.ban', actorId: root, actorName: 'root', subject: `account:${zoe}` },
    { action: 'server.settings', actorId: zoe, actorName: null, subject: 'setting:registration' },
    { action: 'station.team-add', actorId: root, actorName: 'root', subject: 'station:club' },
    { action: 'invitation.make', actorId: root, actorName: 'root', subject: 'invitation:listener' },
    { action: 'invitation.make', actorId: root, actorName: 'root', subject: 'invitation:listener' },
  ]);
  expect(await rig.sql`select act, actor_id, actor_name from moderation_entry order by id`).toEqual([
    { act: 'room.clear', actorId: zoe, actorName: null },
    { act: 'message.remove', actorId: root, actorName: 'root' },
  ]);
});

test('where somebody wrote who is erased, places of messages stay, other people’s mentions and likes too, and pages are told', async () => {
  await live();
  await rig.sql.begin((tx) => rig.deletion.delete(tx, { accountId: zoe }));
  rig.clock.advance(30 * DAY_MS + 1);
  await rig.deletion.sweep();
  expect(
    await rig.sql`
      select seq::integer, changed_seq::integer, account_id, state, text, mentions, likes from chat_message order by seq`,
  ).toEqual([
    { seq: 1, changedSeq: 3, accountId: null, state: 'deleted', text: '', mentions: [], likes: 0 },
    { seq: 2, changedSeq: 2, accountId: root, state: 'shown', text: 'Hello', mentions: ['root'], likes: 1 },
  ]);
  expect(await rig.sql`select seq::integer from chat_room`).toEqual([{ seq: 3 }]);
});

test('who never confirmed is forgotten with the letters that went there', async () => {
  await rig.register(NAME, { email: EMAIL });
  const mail = createMailRig({ database: { sql: rig.sql, url: '', close: async () => undefined }, smtpUrl: null });
  await mail.queue({ to: EMAIL });
  rig.clock.advance(8 * DAY_MS);
  await rig.deletion.sweep();
  expect(await foundIn([NAME, EMAIL])).toEqual([]);
});
