import { randomBytes } from 'node:crypto';
import {
  banAccount,
  beginSecondFactor,
  changePassword,
  deleteOwnAccount,
  makeStreamKey,
  requestPasswordReset,
  revokeStreamKey,
  signIn,
  turnSecondFactorOn,
} from '@livestreamer/contracts';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../testing/api-harness.ts';
import { connectPeer, type Peer } from '../testing/socket-peer.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { addSignedInMember, type TestMember } from '../testing/test-members.ts';
import { openTestRedis, type TestRedis } from '../testing/test-redis.ts';

let database: TestDatabase;
let redis: TestRedis;
/** People are here, and their sources there. */
let here: TestServer;
let there: TestServer;
let zoe: TestMember;
/** The slug of hers. */
let station: string;
const sources: Peer[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SESSION_SECRET: 's'.repeat(32),
    // The sources here send nothing, and must not go because of that.
    LIVESTREAMER_AUDIO_SILENT_SOURCE_MS: '600000',
  };
  here = await startTestServer({ env });
  there = await startTestServer({ env, notSetUp: true });
  // Each server of the harness begins with an empty Redis, which signs everybody out.
  const { rest, username: login, password } = here.admin;
  await rest.call(signIn, { body: { login, password } });
});
afterAll(async () => {
  await there.stop();
  await here.stop();
  await redis.close();
  await database.close();
});
beforeEach(async () => {
  zoe = await addZoe();
  station = await addStation();
});
afterEach(() => {
  for (const { socket } of sources.splice(0)) socket.destroy();
});

const addZoe = () => addSignedInMember({ ...here, sql: database.sql }, { role: 'broadcaster' });
const addStation = async (): Promise<string> => {
  const slug = `s-${randomBytes(4).toString('hex')}`;
  await database.sql`insert into station (slug, name, owner_id) values (${slug}, 'Zoe', ${zoe.accountId})`;
  return slug;
};

/** A source on the other server that was let in with this header. */
const bring = async (header: string, slug = station): Promise<Peer> => {
  const source = await connectPeer(Number(new URL(there.baseUrl).port));
  sources.push(source);
  source.say(`PUT /stream/${slug} HTTP/1.1\r\nContent-Type: audio/mpeg\r\n${header}\r\nExpect: 100-continue\r\n\r\n`);
  expect(await source.head()).toContain(' 100 ');
  return source;
};
const basic = (password: string): string =>
  `Authorization: Basic ${Buffer.from(`${zoe.username}:${password}`).toString('base64')}`;
const cookieOf = ({ cookies }: Pick<TestMember, 'cookies'>): string => `Cookie: ${cookies.header()}`;

test('a stream key that is revoked on one server ends its source on another', async () => {
  const { key, id } = await zoe.rest.call(makeStreamKey, { body: { name: 'booth', currentPassword: zoe.password } });
  const source = await bring(basic(key));
  await zoe.rest.call(revokeStreamKey, { params: { key: id } });
  await source.closed();
});

test('an account that is banned or deleted on one server is cut on another', async () => {
  const banned = await bring(basic(zoe.password));
  await here.admin.rest.call(banAccount, { params: { account: zoe.accountId }, body: { reason: 'spam', until: null } });
  await banned.closed();

  zoe = await addZoe();
  const deleted = await bring(basic(zoe.password), await addStation());
  await zoe.rest.call(deleteOwnAccount, { body: { currentPassword: zoe.password } });
  await deleted.closed();
});

test('a new password ends what the old one and other sessions brought on air; stream keys and this session go on', async () => {
  const { key } = await zoe.rest.call(makeStreamKey, { body: { name: 'booth', currentPassword: zoe.password } });
  const another = here.visitor();
  await another.rest.call(signIn, { body: { login: zoe.username, password: zoe.password } });
  const ended = [await bring(basic(zoe.password)), await bring(cookieOf(another), await addStation())];
  const goingOn = [await bring(basic(key), await addStation()), await bring(cookieOf(zoe), await addStation())];
  const body = { currentPassword: zoe.password, password: 'battery staple' };
  await zoe.rest.call(changePassword, { body });
  for (const source of ended) await source.closed();
  // All were looked at once, and the second change is told after that.
  await zoe.rest.call(changePassword, { body: { currentPassword: body.password, password: 'correct horse' } });
  expect(goingOn.map(({ socket }) => socket.readyState)).toEqual(['open', 'open']);
});

test('turning the second factor on ends what the password alone brought on air', async () => {
  const source = await bring(basic(zoe.password));
  const { secret } = await zoe.rest.call(beginSecondFactor, { body: { currentPassword: zoe.password } });
  const code = TOTP.generate({ secret: Secret.fromBase32(secret) });
  await zoe.rest.call(turnSecondFactorOn, { body: { code } });
  await source.closed();
});

test('a password that was reset by letter ends what the old one brought on air', async () => {
  const source = await bring(basic(zoe.password));
  await here.visitor().rest.call(requestPasswordReset, { body: { email: zoe.email } });
  const token = await vi.waitUntil(
    () => /reset-password\?token=([\w-]+)/.exec(here.announced.concat(there.announced).join('\n'))?.[1],
    {
      timeout: 10_000,
    },
  );
  const response = await fetch(`${here.baseUrl}/api/v1/password-resets/${token}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: 'battery staple' }),
  });
  expect(response.status).toBe(204);
  await source.closed();
});
