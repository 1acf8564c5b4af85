import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOf, openPeopleRig, type PeopleRig } from '../people-rig.ts';

const DAY_MS = 86_400_000;
let rig: PeopleRig;
beforeEach(async () => {
  rig = await openPeopleRig();
});
afterEach(() => rig.close());

const invite = async (token: string): Promise<void> => {
  const adminId = await rig.makeAccount(`admin-${token}`);
  await rig.sql`
    insert into invitation (token_hash, role, made_by, created_at, expires_at)
    values (${token}, 'broadcaster', ${adminId}, now(), now() + interval '1 week')`;
};
const usedBy = async (token: string): Promise<string | null> => {
  const [row] = await rig.sql<{ usedBy: string | null }[]>`select used_by from invitation where token_hash = ${token}`;
  return row?.usedBy ?? null;
};

test('an account waits until its address is confirmed by the link in the letter, which is good once', async () => {
  await rig.register('zoe');
  expect(await rig.accountOf('zoe@radio.example')).toMatchObject({ username: 'zoe', confirmedAt: null });
  const token = rig.tokenTo('confirm-account');
  await rig.registration.confirm(token);
  expect((await rig.accountOf('zoe@radio.example'))?.confirmedAt?.getTime()).toBe(rig.clock.now());
  expect(await codeOf(rig.registration.confirm(token))).toBe('link_wrong');
});

test('a link that nobody sent confirms nothing', async () => {
  await rig.register('zoe');
  expect(await codeOf(rig.registration.confirm('guessed'))).toBe('link_wrong');
  expect(await codeOf(rig.resetPassword(rig.tokenTo('confirm-account'), 'another password'))).toBe('link_wrong');
});

test('only the hash of a link is in the database', async () => {
  await rig.register('zoe');
  const stored = JSON.stringify(await rig.sql`select token_hash, purpose, email from one_time_link`);
  expect(stored).not.toContain(rig.tokenTo('confirm-account'));
});

test('a new letter may be asked for; once one link was used, the others are void', async () => {
  await rig.register('zoe');
  const first = rig.tokenTo('confirm-account');
  await rig.registration.resend('ZOE@Radio.Example');
  const second = rig.tokenTo('confirm-account');
  expect(second).not.toBe(first);
  await rig.registration.confirm(first);
  expect(await codeOf(rig.registration.confirm(second))).toBe('link_wrong');
});

test('nobody but who waits for it gets a new letter', async () => {
  await rig.makeAccount('zoe');
  await rig.registration.resend('zoe@radio.example');
  await rig.registration.resend('nobody@radio.example');
  expect(rig.letters).toEqual([]);
});

test('a letter that was asked for on the last day is good for its whole week', async () => {
  const DAY_MS = 86_400_000;
  await rig.register('zoe');
  rig.clock.advance(7 * DAY_MS - 60_000);
  await rig.registration.resend('zoe@radio.example');
  rig.clock.advance(6 * DAY_MS);
  await rig.deletion.sweep();
  await rig.registration.confirm(rig.tokenTo('confirm-account'));
  expect(await rig.canSignIn('zoe')).toBe(true);
});

test('who does not confirm for a week is forgotten, and the name is free', async () => {
  await rig.register('zoe');
  await rig.sql`update account set created_at = ${new Date(rig.clock.now())}`;
  rig.clock.advance(7 * DAY_MS - 1);
  await rig.deletion.sweep();
  expect(await codeOf(rig.register('zoe', { email: 'other@radio.example' }))).toBe('username_taken');
  const token = rig.tokenTo('confirm-account');
  rig.clock.advance(2);
  expect(await codeOf(rig.registration.confirm(token))).toBe('link_wrong');
  await rig.deletion.sweep();
  expect(await codeOf(rig.register('zoe', { email: 'other@radio.example' }))).toBe('done');
});

test.each([
  ['strasse', 'STRASSE'],
  ['straße', 'strasse'],
  ['STRAẞE', 'strasse'],
  ['Zo\u034fe', 'zoe'],
  ['ﬁnn', 'finn'],
  ['ｚｏｅ', 'zoe'],
  ['Οδυσσεύς', 'ΟΔΥΣΣΕΎΣ'],
  ['жук', 'ЖУК'],
])('who is called %s takes the name of %s', async (first, second) => {
  await rig.register(first, { email: 'first@radio.example' });
  expect(await codeOf(rig.register(second, { email: 'second@radio.example' }))).toBe('username_taken');
});

test('of two who want one name at the same time one gets it', async () => {
  const both = ['a@radio.example', 'b@radio.example'].map((email) => codeOf(rig.register('zoe', { email })));
  expect((await Promise.all(both)).sort()).toEqual(['done', 'username_taken']);
});

test('of two who register one address at the same time one has it, and neither hears of the other', async () => {
  const both = ['zoe', 'max'].map((name) => codeOf(rig.register(name, { email: 'shared@radio.example' })));
  expect(await Promise.all(both)).toEqual(['done', 'done']);
  expect(await rig.sql`select from account where email_key = 'shared@radio.example'`).toHaveLength(1);
  expect(rig.letters.map(({ to }) => to)).toEqual(['shared@radio.example', 'shared@radio.example']);
});

test('for an address that has an account, however written, the same work is done, and its owner gets the letter', async () => {
  await rig.makeAccount('zoe');
  await rig.register('max', { email: 'max@radio.example' });
  const forNew = rig.work.splice(0);
  await rig.register('eve', { email: 'ZOE@Radio.example' });
  expect(rig.work).toEqual(forNew);
  expect(forNew).toEqual(['hash', 'letter']);
  expect(rig.letters.at(-1)).toMatchObject({ to: 'zoe@radio.example', subject: expect.stringContaining('already') });
});

test('nor can it be told afterwards: the name is taken, the password right, and it waits to be confirmed', async () => {
  await rig.makeAccount('zoe');
  await rig.register('max');
  await rig.register('eve', { email: 'zoe@radio.example' });
  const asTheyStand = await rig.sql`
    select role, confirmed_at is null as waits from account join account_role on account_id = id where username in ('max', 'eve')`;
  expect(asTheyStand).toEqual(Array(2).fill({ role: 'listener', waits: true }));
  for (const name of ['max', 'eve']) {
    expect(await codeOf(rig.register(name, { email: 'other@radio.example' }))).toBe('username_taken');
    expect(await rig.canSignIn(name)).toBe(true);
  }
});

test('nor by signing in with the address: until it is confirmed, it is nobody’s', async () => {
  await rig.makeAccount('zoe');
  await rig.register('max');
  await rig.register('eve', { email: 'zoe@radio.example', password: 'known to a stranger' });
  expect(await rig.canSignIn('max@radio.example')).toBe(false);
  expect(await rig.canSignIn('zoe@radio.example', 'known to a stranger')).toBe(false);
  await rig.registration.confirm(rig.tokenTo('confirm-account'));
  expect(await rig.canSignIn('max@radio.example')).toBe(true);
});

test('an account with the address of somebody else cannot be confirmed, and its name is free after a week', async () => {
  await rig.makeAccount('zoe');
  await rig.register('eve', { email: 'zoe@radio.example' });
  expect(() => rig.tokenTo('confirm-account')).toThrow();
  await rig.registration.resend('zoe@radio.example');
  expect(() => rig.tokenTo('confirm-account')).toThrow();
  rig.clock.advance(8 * DAY_MS);
  await rig.deletion.sweep();
  expect(await rig.accountOf('zoe@radio.example')).toMatchObject({ username: 'zoe' });
  expect(await codeOf(rig.register('eve', { email: 'eve@radio.example' }))).toBe('done');
});

test('an address that was registered by a stranger still belongs to its owner, who chooses the password', async () => {
  await rig.register('stranger', { email: 'zoe@radio.example', password: 'known to a stranger' });
  await rig.register('zoe', { email: 'zoe@radio.example' });
  await rig.resetPassword(rig.tokenTo('reset-password'), 'chosen by the owner');
  expect(await rig.canSignIn('zoe@radio.example', 'known to a stranger')).toBe(false);
  expect((await rig.accountOf('zoe@radio.example'))?.confirmedAt).not.toBeNull();
});

test('a server that is closed takes nobody, and one for the invited only them', async () => {
  rig.setMode('closed');
  expect(await codeOf(rig.register('zoe'))).toBe('registration_closed');
  rig.setMode('invitation');
  expect(await codeOf(rig.register('zoe'))).toBe('invitation_wrong');
  expect(await codeOf(rig.register('zoe', { invitation: 'made up' }))).toBe('invitation_wrong');
  expect(await rig.sql`select id from account`).toEqual([]);
});

test('an invitation makes one account, with the role it was made for', async () => {
  rig.setMode('invitation');
  await invite('i');
  const two = ['zoe', 'max'].map((name) => codeOf(rig.register(name, { invitation: 'i' })));
  expect((await Promise.all(two)).sort()).toEqual(['done', 'invitation_wrong']);
  const owner = await rig.accountOf(rig.letters[0]?.to ?? '');
  expect(await usedBy('i')).toBe(owner?.id);
  expect(await rig.sql`select role from account_role`).toEqual([{ role: 'broadcaster' }]);
});

test('an invitation that was used for the address of somebody else is good again after a week', async () => {
  rig.setMode('invitation');
  await invite('i');
  await rig.makeAccount('zoe');
  expect(await codeOf(rig.register('eve', { email: 'zoe@radio.example', invitation: 'i' }))).toBe('done');
  expect(await codeOf(rig.register('max', { invitation: 'i' }))).toBe('invitation_wrong');
  rig.clock.advance(8 * DAY_MS);
  await rig.deletion.sweep();
  expect(await usedBy('i')).toBeNull();
});

test('one of the commonest passwords, or the own name, is refused', async () => {
  expect(await codeOf(rig.register('zoe', { password: 'PASSWORD1' }))).toBe('password_too_common');
  expect(await codeOf(rig.register('zoe-nacht', { password: 'Zoe-Nacht1' }))).toBe('password_too_common');
});
