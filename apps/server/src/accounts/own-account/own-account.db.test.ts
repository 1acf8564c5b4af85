import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOf, openPeopleRig, PASSWORD, type PeopleRig } from '../people-rig.ts';

const DAY_MS = 86_400_000;
let rig: PeopleRig;
let zoe: string;
beforeEach(async () => {
  rig = await openPeopleRig();
  zoe = await rig.makeAccount('zoe');
});
afterEach(() => rig.close());

const ask = (email: string, currentPassword = PASSWORD) => rig.ownAccount.changeEmail(zoe, { email, currentPassword });

test('another username counts at once, and the old one is free', async () => {
  expect(await rig.ownAccount.changeUsername(zoe, 'Zoë')).toMatchObject({ id: zoe, username: 'Zoë' });
  expect([await rig.canSignIn('ZOË'), await rig.canSignIn('zoe')]).toEqual([true, false]);
  expect(await codeOf(rig.register('zoe', { email: 'other@radio.example' }))).toBe('done');
});

test('a name that looks like somebody else’s is taken; one’s own may change its case', async () => {
  await rig.makeAccount('strasse');
  expect(await codeOf(rig.ownAccount.changeUsername(zoe, 'STRAßE'))).toBe('username_taken');
  expect(await codeOf(rig.ownAccount.changeUsername(zoe, 'ZOE'))).toBe('done');
});

test('a new password ends every other session, and the owner hears of it', async () => {
  const [here, there] = [await rig.signIn(zoe), await rig.signIn(zoe)];
  await rig.ownAccount.changePassword(zoe, {
    currentPassword: PASSWORD,
    password: 'battery staple',
    cookieHeader: here,
  });
  expect(await rig.sessions.accountIdOf(here)).toBe(zoe);
  expect(await rig.sessions.accountIdOf(there)).toBeNull();
  expect(await rig.canSignIn('zoe', 'battery staple')).toBe(true);
  expect(rig.letters).toMatchObject([{ to: 'zoe@radio.example', action: null }]);
});

test('without the password of now nothing changes', async () => {
  const there = await rig.signIn(zoe);
  const change = { currentPassword: 'wrong', password: 'battery staple', cookieHeader: null };
  expect(await codeOf(rig.ownAccount.changePassword(zoe, change))).toBe('wrong_credentials');
  expect(await codeOf(ask('new@radio.example', 'wrong'))).toBe('wrong_credentials');
  expect(await rig.sessions.accountIdOf(there)).toBe(zoe);
  expect(await rig.canSignIn('zoe')).toBe(true);
  expect(rig.letters).toEqual([]);
});

test('a password is good for as long as its owner likes, and one from before may come back', async () => {
  rig.clock.advance(10 * 365 * DAY_MS);
  expect(await rig.canSignIn('zoe')).toBe(true);
  const change = (currentPassword: string, password: string) =>
    codeOf(rig.ownAccount.changePassword(zoe, { currentPassword, password, cookieHeader: null }));
  expect(await change(PASSWORD, 'battery staple')).toBe('done');
  expect(await change('battery staple', PASSWORD)).toBe('done');
});

test('of a person this is kept and nothing else; whoever adds something adds it to export and erasure', async () => {
  const columns = await rig.sql<{ name: string }[]>`
    select column_name as name from information_schema.columns where table_name = 'account' order by name`;
  expect(columns.map(({ name }) => name)).toEqual([
    ...['ban_reason', 'banned_at', 'banned_until', 'confirmed_at', 'created_at', 'deleted_at'],
    ...['email', 'email_key', 'erased_at', 'id', 'language', 'password_hash', 'username', 'username_key'],
  ]);
});

test('another address counts once it is confirmed there, and the old one gets a notice', async () => {
  await ask('New@Radio.example');
  expect(rig.letters.map(({ to }) => to)).toEqual(['New@Radio.example', 'zoe@radio.example']);
  expect(await rig.canSignIn('new@radio.example')).toBe(false);
  const token = rig.tokenTo('change-email');
  await rig.ownAccount.confirmEmail(token);
  expect([await rig.canSignIn('new@radio.example'), await rig.canSignIn('zoe@radio.example')]).toEqual([true, false]);
  expect(await codeOf(rig.ownAccount.confirmEmail(token))).toBe('link_wrong');
});

test('only the address that was asked for last can be confirmed, and for a day', async () => {
  await ask('mistyped@radio.example');
  const first = rig.tokenTo('change-email');
  await ask('right@radio.example');
  expect(await codeOf(rig.ownAccount.confirmEmail(first))).toBe('link_wrong');
  rig.clock.advance(DAY_MS);
  expect(await codeOf(rig.ownAccount.confirmEmail(rig.tokenTo('change-email')))).toBe('link_wrong');
});

test('a change of address that the owner did not want is void with a new password', async () => {
  await ask('thief@radio.example');
  const change = { currentPassword: PASSWORD, password: 'battery staple', cookieHeader: null };
  await rig.ownAccount.changePassword(zoe, change);
  expect(await codeOf(rig.ownAccount.confirmEmail(rig.tokenTo('change-email')))).toBe('link_wrong');
});

test('links to a new password that went to the old address are void with the new address', async () => {
  await rig.passwordReset.request('zoe@radio.example');
  const token = rig.tokenTo('reset-password');
  await ask('new@radio.example');
  await rig.ownAccount.confirmEmail(rig.tokenTo('change-email'));
  expect(await codeOf(rig.resetPassword(token, 'battery staple'))).toBe('link_wrong');
});

test('whoever asks for an address of somebody else does not hear whose it is; its owner hears of it', async () => {
  await rig.makeAccount('max');
  expect(await codeOf(ask('MAX@radio.example'))).toBe('done');
  expect(rig.letters.map(({ to }) => to)).toEqual(['max@radio.example', 'zoe@radio.example']);
  expect(() => rig.tokenTo('change-email')).toThrow();
});

test('of two who confirm one address the first has it', async () => {
  const max = await rig.makeAccount('max');
  await ask('shared@radio.example');
  const first = rig.tokenTo('change-email');
  await rig.ownAccount.changeEmail(max, { email: 'Shared@radio.example', currentPassword: PASSWORD });
  const second = rig.tokenTo('change-email');
  expect(await codeOf(rig.ownAccount.confirmEmail(first))).toBe('done');
  expect(await codeOf(rig.ownAccount.confirmEmail(second))).toBe('email_taken');
});

test('letters come in the language of the account, or in the one they were asked for in', async () => {
  await rig.ownAccount.changeLanguage(zoe, 'ru');
  await rig.passwordReset.request('zoe@radio.example');
  expect(rig.letters.at(-1)).toMatchObject({ language: 'ru', subject: expect.stringContaining('пароль') });
  await rig.passwordReset.request('zoe@radio.example', 'en');
  expect(rig.letters.at(-1)).toMatchObject({ language: 'en' });
});
