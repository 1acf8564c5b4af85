import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOf, openPeopleRig, PASSWORD, type PeopleRig } from '../people-rig.ts';

const MINUTE_MS = 60_000;
const NEXT = 'battery staple';
let rig: PeopleRig;
let zoe: string;
let max: string;
beforeEach(async () => {
  rig = await openPeopleRig();
  zoe = await rig.makeAccount('zoe');
  max = await rig.makeAccount('max');
});
afterEach(() => rig.close());

const askedFor = async (email = 'zoe@radio.example'): Promise<string> => {
  await rig.passwordReset.request(email);
  return rig.tokenTo('reset-password', email);
};

test('a reset changes the password of one account, and leaves all the others as they are', async () => {
  const hashes = () =>
    rig.sql<{ id: string; passwordHash: string }[]>`select id, password_hash from account order by id`;
  const before = await hashes();
  await rig.resetPassword(await askedFor(), NEXT);
  const after = await hashes();
  const changed = after.filter(({ passwordHash }, place) => passwordHash !== before[place]?.passwordHash);
  expect(changed.map(({ id }) => id)).toEqual([zoe]);
  expect([await rig.canSignIn('zoe', NEXT), await rig.canSignIn('zoe')]).toEqual([true, false]);
  expect([await rig.canSignIn('max', NEXT), await rig.canSignIn('max')]).toEqual([false, true]);
});

test('a reset signs the account out everywhere, and nobody else', async () => {
  const cookies = [await rig.signIn(zoe), await rig.signIn(zoe), await rig.signIn(max)];
  await rig.resetPassword(await askedFor(), NEXT);
  const left = await Promise.all(cookies.map((cookie) => rig.sessions.accountIdOf(cookie)));
  expect(left).toEqual([null, null, max]);
});

test('the owner hears of it', async () => {
  await rig.resetPassword(await askedFor(), NEXT);
  expect(rig.letters.at(-1)).toMatchObject({ to: 'zoe@radio.example', action: null });
});

test('of two links of one account that are used at the same moment one is good', async () => {
  for (let round = 0; round < 20; round += 1) {
    const tokens = [await askedFor(), await askedFor()];
    const use = (token: string) => rig.sql.begin((tx) => rig.links.use(tx, { purpose: 'reset-password', token }));
    const used = await Promise.all(tokens.map(use));
    expect(used.filter((subject) => subject !== null)).toHaveLength(1);
  }
});

test('a link is good once, also for two who use it at the same moment', async () => {
  const token = await askedFor();
  const two = ['first choice', 'second choice'].map((password) => codeOf(rig.resetPassword(token, password)));
  expect((await Promise.all(two)).sort()).toEqual(['done', 'link_wrong']);
  expect(await codeOf(rig.resetPassword(token, NEXT))).toBe('link_wrong');
});

test('a link is good for 30 minutes', async () => {
  const early = await askedFor();
  rig.clock.advance(30 * MINUTE_MS - 1);
  expect(await codeOf(rig.resetPassword(early, NEXT))).toBe('done');
  const late = await askedFor();
  rig.clock.advance(30 * MINUTE_MS);
  expect(await codeOf(rig.resetPassword(late, NEXT))).toBe('link_wrong');
});

test('links that were asked for before are void after a reset, and after a change of the password', async () => {
  const [first, second] = [await askedFor(), await askedFor()];
  await rig.resetPassword(second, NEXT);
  expect(await codeOf(rig.resetPassword(first, PASSWORD))).toBe('link_wrong');
  const third = await askedFor();
  await rig.ownAccount.changePassword(zoe, { currentPassword: NEXT, password: PASSWORD, cookieHeader: null });
  expect(await codeOf(rig.resetPassword(third, NEXT))).toBe('link_wrong');
});

test('a password that is refused does not cost the link', async () => {
  const token = await askedFor();
  expect(await codeOf(rig.resetPassword(token, 'password1'))).toBe('password_too_common');
  expect(await codeOf(rig.resetPassword(token, NEXT))).toBe('done');
});

test('a link that nobody sent costs no hashing', async () => {
  expect(await codeOf(rig.resetPassword('guessed', NEXT))).toBe('link_wrong');
  expect(rig.work).not.toContain('hash');
});

test('nobody is written to at an address without an account', async () => {
  await rig.passwordReset.request('nobody@radio.example');
  expect(rig.letters).toEqual([]);
});

test('a confirmed letter is as good as a confirmation', async () => {
  await rig.register('eve');
  await rig.resetPassword(await askedFor('eve@radio.example'), NEXT);
  expect((await rig.accountOf('eve@radio.example'))?.confirmedAt).not.toBeNull();
});

test('the owner of a deleted account gets the link that restores it instead', async () => {
  await rig.sql.begin((tx) => rig.deletion.delete(tx, { accountId: zoe }));
  await rig.passwordReset.request('zoe@radio.example');
  await rig.restore(rig.tokenTo('restore-account'));
  expect((await rig.accountOf('zoe@radio.example'))?.deletedAt).toBeNull();
});
