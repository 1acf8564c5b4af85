import { once } from 'node:events';
import { ApiError } from '@livestreamer/client';
import {
  CLOSE,
  changeEmail,
  changeLanguage,
  changePassword,
  changeUsername,
  deleteOwnAccount,
  endOtherSessions,
  endOwnSession,
  exportOwnAccount,
  listOwnSessions,
  makeStreamKey,
  REALTIME_PATH,
  signIn,
  whoAmI,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestPerson, type TestServer } from '../../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../../testing/test-members.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  );

const isSignedIn = async ({ rest }: TestPerson): Promise<boolean> => (await codeOf(rest.call(whoAmI, {}))) === 'done';

const alsoOn = async ({ username, password }: TestMember): Promise<TestPerson> => {
  const device = server.visitor();
  await device.rest.call(signIn, { body: { login: username, password } });
  return device;
};

test('people see where they are signed in, and sign one device out', async () => {
  const laptop = await addSignedInMember(server);
  const phone = await alsoOn(laptop);
  const { items } = await laptop.rest.call(listOwnSessions, {});
  expect(items.map(({ current }) => current).sort()).toEqual([false, true]);
  expect(items).toMatchObject([{ address: '127.0.0.1' }, { address: '127.0.0.1' }]);
  const session = items.find(({ current }) => !current)?.id ?? '';
  const stranger = await addSignedInMember(server);
  expect(await codeOf(stranger.rest.call(endOwnSession, { params: { session } }))).toBe('not_found');
  await laptop.rest.call(endOwnSession, { params: { session } });
  expect([await isSignedIn(laptop), await isSignedIn(phone)]).toEqual([true, false]);
});

test('people sign all their other devices out', async () => {
  const laptop = await addSignedInMember(server);
  const [phone, stranger] = [await alsoOn(laptop), await addSignedInMember(server)];
  await laptop.rest.call(endOtherSessions, {});
  expect([await isSignedIn(laptop), await isSignedIn(phone), await isSignedIn(stranger)]).toEqual([true, false, true]);
});

test('pages on a device that was signed out come back as visitors', async () => {
  const laptop = await addSignedInMember(server);
  const pageOf = async (device: TestPerson) => {
    const page = new WebSocket(`${server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`, {
      headers: { cookie: device.cookies.header() ?? '' },
    });
    const closed = once(page, 'close');
    await once(page, 'message');
    return { closed };
  };
  const first = await pageOf(await alsoOn(laptop));
  await laptop.rest.call(endOtherSessions, {});
  expect((await first.closed)[0]).toBe(CLOSE.IDENTITY_CHANGED.code);
  const second = await pageOf(await alsoOn(laptop));
  const { items } = await laptop.rest.call(listOwnSessions, {});
  await laptop.rest.call(endOwnSession, { params: { session: items.find(({ current }) => !current)?.id ?? '' } });
  expect((await second.closed)[0]).toBe(CLOSE.IDENTITY_CHANGED.code);
});

test('a new password signs every other device out', async () => {
  const laptop = await addSignedInMember(server);
  const phone = await alsoOn(laptop);
  const change = (currentPassword: string) =>
    codeOf(laptop.rest.call(changePassword, { body: { currentPassword, password: 'battery staple' } }));
  expect(await change('wrong')).toBe('wrong_credentials');
  expect(await isSignedIn(phone)).toBe(true);
  expect(await change(laptop.password)).toBe('done');
  expect([await isSignedIn(laptop), await isSignedIn(phone)]).toEqual([true, false]);
});

test('whoever guesses at the password of an open laptop is slowed down', async () => {
  const { rest } = await addSignedInMember(server);
  const codes = [];
  for (let guess = 0; guess < 20; guess += 1) {
    const body = { currentPassword: `guess ${guess}`, email: 'thief@radio.example' };
    codes.push(await codeOf(rest.call(changePassword, { body: { ...body, password: 'battery staple' } })));
  }
  expect(codes.at(0)).toBe('wrong_credentials');
  expect(codes.at(-1)).toBe('too_many_requests');
});

test('another username counts at once', async () => {
  const member = await addSignedInMember(server);
  const username = `${member.username}.x`;
  expect(await member.rest.call(changeUsername, { body: { username } })).toMatchObject({ username });
  expect(await member.rest.call(whoAmI, {})).toMatchObject({ username, email: member.email });
  const taken = { body: { username: server.admin.username.toUpperCase() } };
  expect(await codeOf(member.rest.call(changeUsername, taken))).toBe('username_taken');
});

test('another address of somebody else is answered like any other', async () => {
  const member = await addSignedInMember(server);
  const ask = (email: string) => member.rest.call(changeEmail, { body: { email, currentPassword: member.password } });
  expect(await ask(server.admin.email)).toEqual(await ask('new@radio.example'));
  expect(await member.rest.call(whoAmI, {})).toMatchObject({ email: member.email });
});

test('the export holds everything of the account, and nothing that signs in', async () => {
  const member = await addSignedInMember(server, { role: 'broadcaster' });
  await member.rest.call(changeLanguage, { body: { language: 'ru' } });
  const { key } = await member.rest.call(makeStreamKey, {
    body: { name: 'Mixxx', currentPassword: member.password },
  });
  const exported = await member.rest.call(exportOwnAccount, {});
  expect(exported).toMatchObject({
    account: { username: member.username, email: member.email, language: 'ru', roles: ['broadcaster'] },
    sessions: [{ current: true }],
    streamKeys: [{ name: 'Mixxx', lastUsedAt: null }],
    passkeys: [],
    stations: [],
    broadcasts: [],
  });
  const stored = await server.sql<{ secret: string }[]>`
    select password_hash as secret from account union select key_hash from stream_key union select token_hash from session`;
  const text = JSON.stringify(exported);
  for (const secret of [key, member.password, member.cookies.header(), ...stored.map((row) => row.secret)])
    expect(text).not.toContain(secret?.split('=')[1] ?? secret);
  expect(text).not.toMatch(/argon2|hash/i);
});

test('the export of the first admin names the station', async () => {
  const { stations } = await server.admin.rest.call(exportOwnAccount, {});
  expect(stations).toMatchObject([{ slug: server.station }]);
});

test('the last admin cannot delete himself, and nobody can without the password', async () => {
  const remove = ({ rest }: TestPerson, currentPassword: string) =>
    codeOf(rest.call(deleteOwnAccount, { body: { currentPassword } }));
  expect(await remove(server.admin, server.admin.password)).toBe('last_admin');
  expect(await isSignedIn(server.admin)).toBe(true);
  const member = await addSignedInMember(server);
  expect(await remove(member, 'wrong')).toBe('wrong_credentials');
  expect(await remove(member, member.password)).toBe('done');
  expect(member.cookies.header()).toBeNull();
});
