import { afterEach, beforeEach, expect, test } from 'vitest';
import { addRole } from '../../access/index.ts';
import { codeOf, openPeopleRig, type PeopleRig } from '../people-rig.ts';

const DAY_MS = 86_400_000;
let rig: PeopleRig;
let zoe: string;
beforeEach(async () => {
  rig = await openPeopleRig();
  zoe = await rig.makeAccount('zoe');
});
afterEach(() => rig.close());

const remove = (accountId: string): Promise<unknown> => rig.sql.begin((tx) => rig.deletion.delete(tx, { accountId }));

test('a deleted account is signed out at once, and its goodbye letter brings it back as it was', async () => {
  const cookie = await rig.signIn(zoe);
  await remove(zoe);
  expect(await rig.sessions.accountIdOf(cookie)).toBeNull();
  expect((await rig.accountOf('zoe@radio.example'))?.deletedAt?.getTime()).toBe(rig.clock.now());
  const token = rig.tokenTo('restore-account', 'zoe@radio.example');
  await rig.restore(token);
  expect(await rig.accountOf('zoe@radio.example')).toMatchObject({ id: zoe, username: 'zoe', deletedAt: null });
  expect(await rig.canSignIn('zoe')).toBe(true);
  expect(await codeOf(rig.restore(token))).toBe('link_wrong');
});

test('the letter names the day on which everything is erased', async () => {
  await remove(zoe);
  const day = new Date(rig.clock.now() + 30 * DAY_MS).getUTCDate();
  expect(rig.letters.at(-1)?.paragraphs.join()).toContain(`On ${day} `);
});

test('name and address stay taken for 30 days, and are free when the account is erased', async () => {
  await remove(zoe);
  rig.clock.advance(30 * DAY_MS);
  await rig.deletion.sweep();
  expect(await codeOf(rig.register('ZOE', { email: 'other@radio.example' }))).toBe('username_taken');
  rig.clock.advance(1);
  await rig.deletion.sweep();
  expect(await codeOf(rig.register('ZOE', { email: 'zoe@radio.example' }))).toBe('done');
  expect(rig.letters.at(-1)?.subject).toContain('Welcome');
});

test('what is erased says nothing of the person any more, and cannot be restored', async () => {
  const { sql } = rig;
  await sql`insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
    values (${zoe}, 'c', 'k', 0, '{}', 'phone', now())`;
  await sql`insert into stream_key (account_id, name, key_hash, created_at) values (${zoe}, 'Mixxx', 'h', now())`;
  await sql`insert into second_factor (account_id, sealed_secret) values (${zoe}, 's')`;
  await sql`insert into recovery_code (account_id, code_hash) values (${zoe}, 'r')`;
  await sql`insert into station (slug, name, owner_id) values ('club', 'Club', ${zoe})`;
  await sql`
    with show as (
      insert into broadcast (station_id, account_id, title, state, planned_start, planned_end)
      select id, owner_id, 'Night', 'scheduled', now(), now() + interval '1 hour' from station returning id
    )
    insert into reminder (account_id, broadcast_id, asked_at) select ${zoe}, id, now() from show`;
  await sql`insert into bookmark (account_id, broadcast_id, created_at) select ${zoe}, id, now() from broadcast`;
  await addRole(sql, { accountId: zoe, role: 'broadcaster' });
  await remove(zoe);
  const token = rig.tokenTo('restore-account');
  rig.clock.advance(30 * DAY_MS - 1);
  await rig.deletion.sweep();
  rig.clock.advance(2);
  await sql`update one_time_link set expires_at = expires_at + interval '1 day'`;
  await rig.deletion.sweep();
  expect(await codeOf(rig.restore(token))).toBe('link_wrong');

  const [row] =
    await sql`select username, username_key, email, email_key, password_hash from account where id = ${zoe}`;
  expect(new Set(Object.values(row ?? {}))).toEqual(new Set([null]));
  for (const table of [
    'passkey',
    'stream_key',
    'second_factor',
    'recovery_code',
    'account_role',
    'one_time_link',
    'bookmark',
    'reminder',
  ])
    expect(await sql`select from ${sql(table)} where account_id = ${zoe}`).toHaveLength(0);
  expect(await sql`select slug from station where owner_id = ${zoe}`).toEqual([{ slug: 'club' }]);
});

test('every account whose time is over is erased in one sweep, by however many servers', async () => {
  for (const name of ['anna', 'bert', 'cleo']) await remove(await rig.makeAccount(name));
  rig.clock.advance(31 * DAY_MS);
  await Promise.all([rig.deletion.sweep(), rig.deletion.sweep()]);
  const left = await rig.sql`select username from account where erased_at is null`;
  expect(left).toEqual([{ username: 'zoe' }]);
});

test('the last admin stays, also when two delete themselves at once', async () => {
  const max = await rig.makeAccount('max');
  for (const accountId of [zoe, max]) await addRole(rig.sql, { accountId, role: 'admin' });
  const codes = await Promise.all([codeOf(remove(zoe)), codeOf(remove(max))]);
  expect(codes.sort()).toEqual(['done', 'last_admin']);
});

test('a deletion that is not committed never was: nobody is signed out', async () => {
  const cookie = await rig.signIn(zoe);
  const broken = rig.sql.begin(async (tx) => {
    await rig.deletion.delete(tx, { accountId: zoe });
    throw new Error('something else went wrong');
  });
  await expect(broken).rejects.toThrow();
  expect(await rig.sessions.accountIdOf(cookie)).toBe(zoe);
});

test('an account is deleted once', async () => {
  await remove(zoe);
  expect(await codeOf(remove(zoe))).toBe('not_found');
});

test('links that went out before are void after the deletion', async () => {
  await rig.passwordReset.request('zoe@radio.example');
  const token = rig.tokenTo('reset-password');
  await remove(zoe);
  expect(await codeOf(rig.resetPassword(token, 'battery staple'))).toBe('link_wrong');
  await rig.restore(rig.tokenTo('restore-account'));
  expect(await codeOf(rig.resetPassword(token, 'battery staple'))).toBe('link_wrong');
});
