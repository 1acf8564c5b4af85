import { ApiError } from '@livestreamer/client';
import { getStation, listStations, setUp, setUpState, whoAmI } from '@livestreamer/contracts';
import { afterEach, expect, test } from 'vitest';
import { setUpTokenIn, startTestServer, type TestServer } from '../../../testing/api-harness.ts';

let server: TestServer;
afterEach(() => server.stop());

const request = (name = 'zoe') => ({
  token: setUpTokenIn(server.announced),
  username: name,
  email: `${name}@radio.example`,
  password: 'correct horse',
  stationName: 'Радио Ночь',
});

const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  );

test('on a server with no account at all the link makes the first admin, signs them in, and makes the default station', async () => {
  server = await startTestServer({ notSetUp: true });
  expect(await server.sql`select from account`, 'nobody is there before').toHaveLength(0);
  const { rest } = server.visitor();
  expect(await rest.call(setUpState, {})).toEqual({ needed: true });
  const account = await rest.call(setUp, { body: request() });
  expect(account).toMatchObject({ username: 'zoe', roles: ['admin'] });
  expect(account.permissions).toContain('server.manage');
  expect(await rest.call(whoAmI, {})).toEqual(account);
  expect(await rest.call(setUpState, {})).toEqual({ needed: false });
  const station = await rest.call(getStation, { params: { station: 'radio-noch' } });
  expect(station).toMatchObject({ slug: 'radio-noch', name: 'Радио Ночь', default: true, live: null, editable: true });
});

test('the link is good once, however many use it at the same time', async () => {
  server = await startTestServer({ notSetUp: true });
  const names = ['anna', 'bert', 'cleo', 'dora'];
  const codes = await Promise.all(
    names.map((name) => codeOf(server.visitor().rest.call(setUp, { body: request(name) }))),
  );
  expect(codes.sort()).toEqual(['already_set_up', 'already_set_up', 'already_set_up', 'done']);
  expect(await codeOf(server.visitor().rest.call(setUp, { body: request('emil') }))).toBe('already_set_up');
  expect((await server.visitor().rest.call(listStations, { query: {} })).items).toHaveLength(1);
});

test('another link makes nobody', async () => {
  server = await startTestServer({ notSetUp: true });
  const { rest } = server.visitor();
  expect(await codeOf(rest.call(setUp, { body: { ...request(), token: 'guessed' } }))).toBe('set_up_link_wrong');
  expect(await rest.call(setUpState, {})).toEqual({ needed: true });
});

test('one of the commonest passwords does not make an admin, and does not cost the link', async () => {
  server = await startTestServer({ notSetUp: true });
  const { rest } = server.visitor();
  expect(await codeOf(rest.call(setUp, { body: { ...request(), password: 'Password1' } }))).toBe('password_too_common');
  expect(await codeOf(rest.call(setUp, { body: request() }))).toBe('done');
});

test('the first admin may come from the settings; then there is no link', async () => {
  const env = { ADMIN_USERNAME: 'Zoë', ADMIN_EMAIL: 'zoe@radio.example', ADMIN_PASSWORD: 'correct horse' };
  server = await startTestServer({ notSetUp: true, env });
  expect(server.announced.join()).not.toContain('setup');
  const { rest } = server.visitor();
  expect(await rest.call(setUpState, {})).toEqual({ needed: false });
  expect((await rest.call(listStations, { query: {} })).items).toMatchObject([{ default: true }]);
});

test('a server whose settings give the first admin one of the commonest passwords does not start', async () => {
  const env = { ADMIN_USERNAME: 'Zoë', ADMIN_EMAIL: 'zoe@radio.example', ADMIN_PASSWORD: 'Password1' };
  await expect(startTestServer({ notSetUp: true, env })).rejects.toThrow(/from the settings\. .*commonest/);
});
