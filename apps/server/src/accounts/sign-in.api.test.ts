import { once } from 'node:events';
import { ApiError } from '@livestreamer/client';
import { CLOSE, REALTIME_PATH, signIn, signOut, whoAmI } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestPerson, type TestServer } from '../../testing/api-harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const errorOf = (call: Promise<unknown>): Promise<ApiError> =>
  call.then(
    () => Promise.reject(new Error('should have been refused')),
    (error: unknown) => (error instanceof ApiError ? error : Promise.reject(error)),
  );

const signedIn = async (login: string, password = server.admin.password): Promise<TestPerson> => {
  const person = server.visitor();
  await person.rest.call(signIn, { body: { login, password } });
  return person;
};

test('the username and the e-mail address sign in alike, whatever their case', async () => {
  const { username, email } = server.admin;
  for (const login of [username, username.toUpperCase(), ` ${username.toLowerCase()} `, email, email.toLowerCase()]) {
    const { rest } = await signedIn(login);
    expect(await rest.call(whoAmI, {})).toMatchObject({ username, email });
  }
});

test('a wrong password and a name that nobody has are refused in the same words', async () => {
  const { rest, cookies } = server.visitor();
  const refusals = [
    await errorOf(rest.call(signIn, { body: { login: server.admin.username, password: 'wrong' } })),
    await errorOf(rest.call(signIn, { body: { login: 'nobody', password: 'wrong' } })),
    await errorOf(rest.call(signIn, { body: { login: 'nobody@radio.example', password: server.admin.password } })),
    await errorOf(rest.call(signIn, { body: { login: 'no\0body', password: 'wrong' } })),
  ];
  for (const { status, code, message } of refusals)
    expect({ status, code, message }).toEqual({
      status: 401,
      code: 'wrong_credentials',
      message: 'The name or the password is wrong.',
    });
  expect(cookies.header()).toBeNull();
});

test('signing out ends the session itself, not only the cookie', async () => {
  const { rest, cookies } = await signedIn(server.admin.username);
  const cookie = cookies.header() ?? '';
  await rest.call(signOut, {});
  expect(cookies.header()).toBeNull();
  const { status } = await fetch(`${server.baseUrl}/api/v1/account`, { headers: { cookie } });
  expect(status).toBe(401);
});

test('a page in another tab of whoever signs out comes back as a visitor', async () => {
  const person = await signedIn(server.admin.username);
  const tab = new WebSocket(`${server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`, {
    headers: { cookie: person.cookies.header() ?? '' },
  });
  const closed = once(tab, 'close');
  await once(tab, 'message');
  await person.rest.call(signOut, {});
  expect((await closed)[0]).toBe(CLOSE.IDENTITY_CHANGED.code);
});

test('signing out without a session is fine', async () => {
  await expect(server.visitor().rest.call(signOut, {})).resolves.toBeUndefined();
});

test('signing in again changes the session', async () => {
  const person = await signedIn(server.admin.username);
  const before = person.cookies.header() ?? '';
  await person.rest.call(signIn, { body: { login: server.admin.username, password: server.admin.password } });
  expect(person.cookies.header()).not.toBe(before);
  const { status } = await fetch(`${server.baseUrl}/api/v1/account`, { headers: { cookie: before } });
  expect(status).toBe(401);
});

test('one person may be signed in at several places', async () => {
  const [phone, laptop] = [await signedIn(server.admin.username), await signedIn(server.admin.email)];
  await phone.rest.call(signOut, {});
  expect(await laptop.rest.call(whoAmI, {})).toMatchObject({ username: server.admin.username });
});

test('the session cookie is HttpOnly, Lax and for the whole site, and Secure and of this host alone where people come by https', async () => {
  const body = JSON.stringify({ login: server.admin.username, password: server.admin.password });
  const cookieOf = async ({ baseUrl }: TestServer, credentials: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${baseUrl}/api/v1/sessions`, { method: 'POST', headers, body: credentials });
    return response.headers.getSetCookie().join();
  };
  const plain = await cookieOf(server, body);
  expect(plain).toMatch(/^livestreamer_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);

  const secure = await startTestServer({ env: { PUBLIC_URL: 'https://radio.example' } });
  try {
    const { username, password } = secure.admin;
    const cookie = await cookieOf(secure, JSON.stringify({ login: username, password }));
    expect(cookie).toMatch(
      /^__Host-livestreamer_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  } finally {
    await secure.stop();
  }
});

test('what a role gives or takes counts from the next request on', async () => {
  const { rest } = await signedIn(server.admin.username);
  await server.sql`update account_role set role = 'listener'`;
  expect((await rest.call(whoAmI, {})).permissions).toEqual([]);
  await server.sql`update account_role set role = 'admin'`;
  expect((await rest.call(whoAmI, {})).roles).toEqual(['admin']);
});
