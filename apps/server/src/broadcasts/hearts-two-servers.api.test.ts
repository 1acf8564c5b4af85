import { getBroadcast, getStation, sendHeart, signIn } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addSignedInMember } from '../../testing/test-members.ts';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';
import { startTestSource } from '../../testing/test-source.ts';

let database: TestDatabase;
let redis: TestRedis;
/** The source is here, and people are on both. */
let here: TestServer;
let there: TestServer;
beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SESSION_SECRET: 's'.repeat(32),
    LIVESTREAMER_AUDIO_SILENT_SOURCE_MS: '600000',
  };
  here = await startTestServer({ env });
  there = await startTestServer({ env, notSetUp: true });
  // Each server of the harness begins with an empty Redis, which signs everybody out.
  await signInAgain();
});
afterAll(async () => {
  await there.stop();
  await here.stop();
  await redis.close();
  await database.close();
});

const signInAgain = () => {
  const { rest, username: login, password } = here.admin;
  return rest.call(signIn, { body: { login, password } });
};
const liveOn = async (server: TestServer) =>
  (await server.visitor().rest.call(getStation, { params: { station: here.station } })).live;
const params = () => ({ params: { station: here.station } });

/** A new person on each of these servers sends one. */
const heartsFrom = async (...servers: TestServer[]): Promise<void> => {
  for (const { visitor } of servers) {
    const { rest } = visitor();
    await rest.call(getStation, params());
    await rest.call(sendHeart, params());
  }
};
const PATIENCE = { timeout: 10_000, interval: 50 };

test('what is on air on one server, and its hearts, are right on the other; each heart counts once, and FLUSHALL loses none that were stored', async () => {
  const { username, password } = here.admin;
  const source = startTestSource(here, { station: here.station, account: { username, password } });
  expect(await source.begun).toBe(true);
  await vi.waitFor(async () => expect(await liveOn(there)).toMatchObject({ state: 'live', hearts: 0 }), PATIENCE);
  const { broadcastId: id = '', startedAt } = (await liveOn(here)) ?? {};

  await heartsFrom(here, there, there);
  await vi.waitFor(
    async () => expect([(await liveOn(here))?.hearts, (await liveOn(there))?.hearts]).toEqual([3, 3]),
    PATIENCE,
  );

  // A member rests on all servers at once.
  const zoe = await addSignedInMember({ ...here, sql: database.sql });
  await zoe.rest.call(sendHeart, params());
  const elsewhere = await fetch(`${there.baseUrl}/api/v1/stations/${here.station}/heart`, {
    method: 'PUT',
    headers: { cookie: zoe.cookies.header() ?? '' },
  });
  expect(elsewhere.status).toBe(429);
  await vi.waitFor(async () => expect((await liveOn(here))?.hearts).toBe(4), PATIENCE);

  await redis.redis.flushDb();
  await vi.waitFor(async () => {
    for (const server of [here, there])
      expect(await liveOn(server)).toMatchObject({ broadcastId: id, startedAt, hearts: 4 });
  }, PATIENCE);
  await heartsFrom(there);
  await vi.waitFor(async () => expect((await liveOn(here))?.hearts).toBe(5), PATIENCE);

  // Ends with what both counted, and nothing of it stays in Redis.
  source.finish();
  await signInAgain();
  await vi.waitFor(async () => {
    const ended = await here.admin.rest.call(getBroadcast, { params: { id } });
    expect(ended).toMatchObject({ state: 'ended', hearts: 5, heartMinutes: [5] });
    expect(await redis.redis.keys(`livestreamer:*:${id}`)).toEqual([]);
  }, PATIENCE);
  expect(await liveOn(there)).toBeNull();
}, 60_000);
