import {
  deleteBroadcast,
  editBroadcast,
  getBroadcast,
  listBroadcasts,
  publishBroadcast,
  signIn,
  withdrawBroadcast,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';

let database: TestDatabase;
let redis: TestRedis;
let here: TestServer;
let there: TestServer;
beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, SESSION_SECRET: 's'.repeat(32) };
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

test('what is published, edited, hidden or deleted on one server is right on the other with the next request', async () => {
  const [show] = await database.sql<{ id: string }[]>`
    insert into broadcast (station_id, account_id, title, state, started_at, ended_at, last_seen_at)
    select s.id, s.owner_id, 'Friday Night', 'ended', now(), now(), now() from station s where is_default
    returning id`;
  const id = show?.id ?? '';
  const params = { id };
  /** Asked on both before every change, so that both have kept an answer. */
  const titles = async (): Promise<string[][]> => {
    const lists = [];
    for (const server of [there, here]) {
      const { items } = await server.visitor().rest.call(listBroadcasts, { query: {} });
      lists.push(items.map(({ title }) => title));
    }
    return lists;
  };
  const { rest } = here.admin;

  expect(await titles()).toEqual([[], []]);
  await rest.call(publishBroadcast, { params });
  expect(await titles()).toEqual([['Friday Night'], ['Friday Night']]);
  const { revision } = await there.visitor().rest.call(getBroadcast, { params });
  await rest.call(editBroadcast, { params, body: { revision, title: 'Saturday' } });
  expect(await titles()).toEqual([['Saturday'], ['Saturday']]);
  expect((await there.visitor().rest.call(getBroadcast, { params })).title).toBe('Saturday');
  await rest.call(withdrawBroadcast, { params });
  expect(await titles()).toEqual([[], []]);
  await rest.call(publishBroadcast, { params });
  expect(await titles()).toEqual([['Saturday'], ['Saturday']]);
  await rest.call(deleteBroadcast, { params });
  expect(await titles()).toEqual([[], []]);
});
