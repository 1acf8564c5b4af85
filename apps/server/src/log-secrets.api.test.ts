import { setUp, signIn, signOut, whoAmI } from '@livestreamer/contracts';
import { afterEach, expect, test } from 'vitest';
import { setUpTokenIn, startTestServer, type TestServer } from '../testing/api-harness.ts';

let server: TestServer;
afterEach(() => server.stop());

test('the log of a day holds no password, no token, no cookie', async () => {
  server = await startTestServer();
  const { admin, baseUrl } = server;
  const visitor = server.visitor();
  const calls = [
    visitor.rest.call(signIn, { body: { login: admin.username, password: 'wrong-password' } }),
    visitor.rest.call(signIn, { body: { login: admin.username, password: admin.password } }),
    visitor.rest.call(setUp, {
      body: { ...admin, stationName: 'x', token: 'wrong-token', username: 'someone', email: 'a@b.example' },
    }),
    admin.rest.call(whoAmI, {}),
    fetch(`${baseUrl}/setup?token=typed-token`),
    fetch(`${baseUrl}/api/v1/sessions`, { method: 'POST', body: 'password=form-password' }),
    fetch(`${baseUrl}/stream`, {
      method: 'PUT',
      body: 'x',
      headers: { authorization: `Basic ${btoa('dj:basic-password')}`, 'content-type': 'audio/mpeg' },
    }),
    fetch(`${baseUrl}/api/v1/account`, { headers: { cookie: 'livestreamer_session=made-up-cookie' } }),
  ];
  await Promise.allSettled(calls);
  const cookies = [admin, visitor].map((person) => person.cookies.header() ?? '');
  await admin.rest.call(signOut, {});
  await server.stop();

  const log = server.logged.join('');
  expect(log).toContain('"code":"wrong_credentials"');
  expect(log).toContain('"route":"/api/v1/account"');
  const secrets = [
    admin.password,
    setUpTokenIn(server.announced),
    ...cookies.map((cookie) => cookie.split('=')[1] ?? cookie),
    'wrong-password',
    'wrong-token',
    'typed-token',
    'form-password',
    'basic-password',
    btoa('dj:basic-password'),
    'made-up-cookie',
  ];
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8);
    expect(log).not.toContain(secret);
  }
});
