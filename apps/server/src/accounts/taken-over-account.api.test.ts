import {
  listLetters,
  listPasskeys,
  listStreamKeys,
  makeStreamKey,
  removeSecondFactor,
  requestPasswordReset,
  resetPassword,
  signIn,
  whoAmI,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { codeOf } from '../../testing/answer-code.ts';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';
import { startTestSource } from '../../testing/test-source.ts';

const NEXT = 'a very new pass phrase';
let server: TestServer;
/** Signed in, and somebody else has the cookie too. */
let zoe: TestMember;
let station: string;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  zoe = await addSignedInMember(server, { roles: ['broadcaster'] });
  station = `club-${zoe.accountId.slice(0, 8)}`;
  await server.sql`insert into station (slug, name, owner_id) values (${station}, 'Club', ${zoe.accountId})`;
  await server.sql`
    insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
    values (${zoe.accountId}, ${zoe.accountId}, '', 0, '{}', 'phone', now())`;
});

const makeKey = async (): Promise<string> => {
  const body = { name: 'booth', currentPassword: zoe.password };
  return (await zoe.rest.call(makeStreamKey, { body })).key;
};

const letters = async () => {
  const { items } = await server.admin.rest.call(listLetters, {});
  return items.filter(({ to }) => to === zoe.email);
};

const reset = async (more: { removeOtherWaysIn?: boolean } = {}): Promise<void> => {
  await zoe.rest.call(requestPasswordReset, { body: { email: zoe.email } });
  const link = /\?token=([\w-]+)/;
  const token = await vi.waitUntil(async () => (await letters()).map(({ text }) => link.exec(text)?.[1])[0]);
  await zoe.rest.call(resetPassword, { params: { token: token ?? '' }, body: { password: NEXT, ...more } });
};

const signInAgain = () => zoe.rest.call(signIn, { body: { login: zoe.username, password: NEXT } });

test('a session alone makes no stream key: it takes the password, and the owner hears of it', async () => {
  const body = { name: 'booth', currentPassword: 'guessed by somebody' };
  expect(await codeOf(zoe.rest.call(makeStreamKey, { body }))).toBe('wrong_credentials');
  expect((await zoe.rest.call(listStreamKeys, {})).items).toEqual([]);
  await makeKey();
  await vi.waitFor(async () =>
    expect(await letters()).toMatchObject([{ subject: expect.stringContaining('stream key') }]),
  );
});

test('a reset takes stream keys and passkeys back: what they brought on air ends', async () => {
  const account = { username: zoe.username, password: await makeKey() };
  const source = startTestSource(server, { station, account });
  expect(await source.begun).toBe(true);
  await reset();
  await source.ended;
  expect(await startTestSource(server, { station, account }).ended).toBe(401);
  await signInAgain();
  expect((await zoe.rest.call(listStreamKeys, {})).items).toEqual([]);
  expect((await zoe.rest.call(listPasskeys, {})).items).toEqual([]);
});

test('whoever only forgot the password keeps them', async () => {
  await makeKey();
  await reset({ removeOtherWaysIn: false });
  await signInAgain();
  expect((await zoe.rest.call(listStreamKeys, {})).items).toHaveLength(1);
  expect((await zoe.rest.call(listPasskeys, {})).items).toHaveLength(1);
});

test('a second factor outlives the reset; an admin turns it off, and the owner hears of it and is in again', async () => {
  await server.sql`
    insert into second_factor (account_id, sealed_secret, turned_on_at) values (${zoe.accountId}, 'x', now())`;
  const params = { account: zoe.accountId };
  await reset();
  expect(await codeOf(signInAgain())).toBe('second_factor_needed');
  await server.admin.rest.call(removeSecondFactor, { params });
  await vi.waitFor(async () => expect((await letters())[0]?.subject).toContain('second factor'));
  await signInAgain();
  expect(await zoe.rest.call(whoAmI, {})).toMatchObject({ id: zoe.accountId });
  expect(await codeOf(server.admin.rest.call(removeSecondFactor, { params }))).toBe('second_factor_off');
});

test('an admin who turns the second factor off ends every session', async () => {
  await server.sql`
    insert into second_factor (account_id, sealed_secret, turned_on_at) values (${zoe.accountId}, 'x', now())`;
  await server.admin.rest.call(removeSecondFactor, { params: { account: zoe.accountId } });
  expect(await codeOf(zoe.rest.call(whoAmI, {}))).toBe('not_signed_in');
});

test('nobody turns their own off by that way, or a stolen session of an admin would do', async () => {
  const { id } = await server.admin.rest.call(whoAmI, {});
  await server.sql`insert into second_factor (account_id, sealed_secret, turned_on_at) values (${id}, 'x', now())`;
  expect(await codeOf(server.admin.rest.call(removeSecondFactor, { params: { account: id } }))).toBe('forbidden');
});
