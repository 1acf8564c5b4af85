import { getStation, listStreamKeys, makeStreamKey, revokeStreamKey, signIn, whoAmI } from '@livestreamer/contracts';
import { syntheticMp3Frames } from '@livestreamer/framing';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { connectPeer, type Peer } from '../../../testing/socket-peer.ts';
import { addSignedInMember } from '../../../testing/test-members.ts';

let server: TestServer;
const sources: Peer[] = [];
beforeAll(async () => {
  server = await startTestServer({ env: { LIVESTREAMER_AUDIO_GRACE_MS: '0' } });
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const { socket } of sources.splice(0)) socket.destroy();
  await server.sql`delete from stream_key`;
  await server.sql`delete from second_factor`;
  await server.sql`update account set banned_at = null, ban_reason = null`;
  await vi.waitFor(async () => expect(await live()).toBeNull(), { timeout: 10_000 });
});

const live = async () => (await server.visitor().rest.call(getStation, { params: { station: server.station } })).live;
const makeKey = (name = 'booth', currentPassword = server.admin.password) =>
  server.admin.rest.call(makeStreamKey, { body: { name, currentPassword } });

/** Brings a source; `status` is what it was answered. */
const bring = async (password: string, { login = server.admin.username, method = 'PUT' } = {}) => {
  const source = await connectPeer(Number(new URL(server.baseUrl).port));
  sources.push(source);
  const authorization = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
  const [version, expected] = method === 'PUT' ? ['HTTP/1.1', 'Expect: 100-continue\r\n'] : ['HTTP/1.0', ''];
  source.say(
    `${method} /stream ${version}\r\nContent-Type: audio/mpeg\r\nAuthorization: ${authorization}\r\n${expected}\r\n`,
  );
  const status = Number((await source.head()).split(' ', 2)[1]);
  return { source, status };
};

const goOnAir = async (password: string): Promise<Peer> => {
  const { source } = await bring(password);
  for (const frame of syntheticMp3Frames({ count: 80 })) source.say(frame);
  await vi.waitFor(async () => expect(await live()).toMatchObject({ state: 'live' }));
  return source;
};

test('a key is shown once, and neither listed nor stored', async () => {
  const { key, ...made } = await makeKey('DJ booth');
  expect(key).toMatch(/^lsk_[\w-]{43}$/);
  expect(made).toMatchObject({ name: 'DJ booth', lastUsedAt: null });
  expect(await server.admin.rest.call(listStreamKeys, {})).toEqual({ items: [made] });
  expect(JSON.stringify(await server.sql`select * from stream_key`)).not.toContain(key.slice(4));
});

test('the owner hears by letter of every key that was made', async () => {
  const letters = async () => (await server.sql`select from letter where recipient = ${server.admin.email}`).length;
  const before = await letters();
  await makeKey();
  expect(await letters()).toBe(before + 1);
});

test('with the username or the e-mail address a key brings a source on air, and its use is noted', async () => {
  const { key, id } = await makeKey();
  await goOnAir(key);
  expect((await fetch(`${server.baseUrl}/stream`, { method: 'HEAD' })).status).toBe(200);
  expect((await bring(key, { login: server.admin.email.toUpperCase() })).status).toBe(100);
  expect((await bring(key, { method: 'SOURCE' })).status).toBe(200);
  const { items } = await server.admin.rest.call(listStreamKeys, {});
  expect(items).toMatchObject([{ id, lastUsedAt: expect.any(String) }]);
});

test('uses within a minute are noted once', async () => {
  const { key } = await makeKey();
  const noted = async () => (await server.sql`select last_used_at from stream_key`)[0]?.['lastUsedAt'];
  await bring(key);
  const first = await noted();
  await bring(key);
  expect(await noted()).toEqual(first);
  await server.sql`update stream_key set last_used_at = last_used_at - interval '61 seconds'`;
  await bring(key);
  expect(await noted()).not.toEqual(first);
});

test('a revoked key is refused, and the source that uses it is cut', async () => {
  const { key, id } = await makeKey();
  const source = await goOnAir(key);
  await server.admin.rest.call(revokeStreamKey, { params: { key: id } });
  await source.closed();
  await vi.waitFor(async () => expect(await live()).toBeNull());
  expect((await bring(key)).status).toBe(401);
});

test('revoking a key leaves those on air who use another one, or the password', async () => {
  const [used, other] = [await makeKey('used'), await makeKey('other')];
  for (const secret of [used.key, server.admin.password]) {
    const source = await goOnAir(secret);
    const { id } = secret === used.key ? other : used;
    await server.admin.rest.call(revokeStreamKey, { params: { key: id } });
    source.say(syntheticMp3Frames({ count: 1 })[0] ?? '');
    expect(await live()).toMatchObject({ state: 'live' });
    expect(source.socket.readyState).toBe('open');
  }
});

test('the password brings no source while the second factor is on; a key does', async () => {
  const { key } = await makeKey();
  expect((await bring(server.admin.password)).status).toBe(100);
  await server.sql`
    insert into second_factor (account_id, sealed_secret, turned_on_at)
    select id, 'x', now() from account where username = ${server.admin.username}`;
  expect((await bring(server.admin.password)).status).toBe(401);
  expect((await bring(key)).status).toBe(100);
});

test('a key signs nobody in', async () => {
  const { key } = await makeKey();
  const { rest } = server.visitor();
  const body = { login: server.admin.username, password: key };
  await expect(rest.call(signIn, { body })).rejects.toMatchObject({ status: 401, code: 'wrong_credentials' });
  await expect(rest.call(whoAmI, {})).rejects.toMatchObject({ code: 'not_signed_in' });
  const authorization = `Basic ${Buffer.from(`${server.admin.username}:${key}`).toString('base64')}`;
  expect((await fetch(`${server.baseUrl}/api/v1/account`, { headers: { authorization } })).status).toBe(401);
});

test('a key is good under its own account only, and only its owner revokes it', async () => {
  const max = await addSignedInMember(server, { role: 'broadcaster' });
  const { key, id } = await makeKey();
  expect((await bring(key, { login: max.username })).status).toBe(401);
  const foreign = max.rest.call(revokeStreamKey, { params: { key: id } });
  await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  expect((await bring(key)).status).toBe(100);
});

test('a key gives no more than its account may: without the permission to broadcast it is refused', async () => {
  const max = await addSignedInMember(server);
  const { key } = await max.rest.call(makeStreamKey, { body: { name: 'booth', currentPassword: max.password } });
  expect((await bring(key, { login: max.username })).status).toBe(403);
});

test('neither key nor password of a banned account brings a source', async () => {
  const { key } = await makeKey();
  await server.sql`update account set banned_at = now(), ban_reason = 'spam' where username = ${server.admin.username}`;
  expect((await bring(key)).status).toBe(401);
  expect((await bring(server.admin.password)).status).toBe(401);
});

test('there are at most twenty', async () => {
  for (let count = 0; count < 20; count++) await makeKey(`key ${count}`);
  await expect(makeKey('one too many')).rejects.toMatchObject({ status: 409, code: 'too_many_of_these' });
});

test('guesses at the password run into the limit; neither the key nor the sign-in on the page is slowed down by them', async () => {
  const { key } = await makeKey();
  await bring(server.admin.password); // forgets what other tests guessed
  const statuses: number[] = [];
  while (!statuses.includes(429) && statuses.length < 20) statuses.push((await bring('guess')).status);
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  const { source, status } = await bring(server.admin.password);
  expect(status).toBe(429);
  expect(await source.head()).toMatch(/\r\nRetry-After: \d+\r\n/);
  expect((await bring(key)).status).toBe(100);
  const { username: login, password } = server.admin;
  expect(await server.visitor().rest.call(signIn, { body: { login, password } })).toMatchObject({ username: login });
});
