import { setUp, signIn, signOut, whoAmI } from '@livestreamer/contracts';
import { afterEach, expect, test, vi } from 'vitest';
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

test('a request has one line with its id, as many a second as the settings say, and the proxy that is trusted says which id', async () => {
  const env = {
    LIVESTREAMER_LOG_REQUESTS_PER_SECOND: '10',
    LIVESTREAMER_LOG_LEVEL: 'info',
    TRUSTED_PROXIES: 'loopback',
  };
  server = await startTestServer({ env });
  const id = '4bf92f3577b34da6a3ce929d0e0e4736';
  const answer = await fetch(`${server.baseUrl}/api/v1/stations?token=typed-token`, {
    headers: { 'x-request-id': id },
  });
  expect(answer.headers.get('x-request-id')).toBe(id);
  const lines = (): { msg: string; id?: string; requests?: number }[] => server.logged.map((line) => JSON.parse(line));
  await vi.waitFor(() => expect(lines().filter((line) => line.id === id)).toHaveLength(1));
  expect(lines().find((line) => line.id === id)).toMatchObject({
    route: '/api/v1/stations',
    method: 'GET',
    status: 200,
  });

  await Promise.all(Array.from({ length: 60 }, () => fetch(`${server.baseUrl}/api/v1/stations`)));
  await server.stop();
  const own = lines().filter(({ msg }) => msg === 'A request was answered.').length;
  const [{ requests: leftOut } = { requests: 0 }] = lines().filter(({ requests }) => requests !== undefined);
  // One more is that of the set-up. How many seconds it all took is not known.
  expect(own + (leftOut ?? 0)).toBe(62);
  expect(own).toBeGreaterThanOrEqual(10);
  expect(leftOut).toBeGreaterThan(0);
});

test('a source that is refused has one id in its answer and in the log, and at debug every request has a line', async () => {
  server = await startTestServer({
    env: { LIVESTREAMER_LOG_REQUESTS_PER_SECOND: '1', LIVESTREAMER_LOG_LEVEL: 'debug' },
  });
  const headers = { authorization: `Basic ${btoa('dj:basic-password')}`, 'content-type': 'audio/mpeg' };
  const answer = await fetch(`${server.baseUrl}/stream`, { method: 'PUT', body: 'x', headers });
  expect(answer.status).toBe(401);
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${server.baseUrl}/api/v1/stations`)));
  await server.stop();

  const lines = server.logged.map((line): { msg: string; id?: string } => JSON.parse(line));
  const idsOf = (msg: string): (string | undefined)[] => lines.filter((it) => it.msg === msg).map(({ id }) => id);
  expect(idsOf('A source was refused.')).toEqual([answer.headers.get('x-request-id')]);
  const answered = idsOf('A request was answered.');
  for (const { headers } of answers) expect(answered).toContain(headers.get('x-request-id'));
});
