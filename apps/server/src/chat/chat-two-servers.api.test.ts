import { randomUUID } from 'node:crypto';
import { createRealtimeClient } from '@livestreamer/client';
import {
  type ChatMessage,
  likeMessage,
  listMessageChanges,
  postMessage,
  REALTIME_PATH,
  type RoomEvent,
  signIn,
  stationRoom,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addMember } from '../../testing/test-members.ts';
import { openTestRedis, type TestRedis } from '../../testing/test-redis.ts';

let database: TestDatabase;
let redis: TestRedis;
let here: TestServer;
let there: TestServer;
/** What pages on each of the two heard of messages. */
const heard: RoomEvent[][] = [[], []];
const undo: (() => void)[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  redis = await openTestRedis();
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, SESSION_SECRET: 's'.repeat(32) };
  here = await startTestServer({ env });
  there = await startTestServer({ env, notSetUp: true });
  const ready = [here, there].map(async ({ baseUrl }, index) => {
    const realtime = createRealtimeClient({
      url: `${baseUrl.replace('http', 'ws')}${REALTIME_PATH}`,
      openSocket: (url) => new WebSocket(url),
    });
    undo.push(() => realtime.close());
    await new Promise<void>((resolve) => {
      realtime.follow(stationRoom(here.station), {
        onSnapshot: () => resolve(),
        onEvent: (event) => {
          if (event.type !== 'presence') heard[index]?.push(event);
        },
      });
    });
  });
  await Promise.all(ready);
});
afterAll(async () => {
  for (const close of undo) close();
  await there.stop();
  await here.stop();
  await redis.close();
  await database.close();
});
beforeEach(() => {
  for (const events of heard) events.length = 0;
});

/** Somebody signed in, who speaks to either server. */
const addPerson = async () => {
  const member = await addMember({ ...here, sql: database.sql });
  await member.rest.call(signIn, { body: { login: member.username, password: member.password } });
  const elsewhere = there.visitor();
  elsewhere.cookies.take((member.cookies.header() ?? '').split('; '));
  return [member.rest, elsewhere.rest] as const;
};
const room = () => ({ params: { station: here.station } });
const bySeq = (events: readonly RoomEvent[]) =>
  events
    .flatMap((event) => (event.type === 'message' ? [event] : []))
    .sort((one, other) => one.seq - other.seq)
    .map(({ message }) => message.text);

test('many who speak at once to two servers: every page hears every message once, and all agree on the order', async () => {
  const people = await Promise.all([1, 2, 3, 4].map(addPerson));
  const said = await Promise.all(
    people.flatMap((rests, person) =>
      [1, 2, 3, 4].map((n) =>
        rests[n % 2 === 0 ? 0 : 1].call(postMessage, { ...room(), body: { text: `${person} says ${n}` } }),
      ),
    ),
  );
  const inOrder = said.sort((one, other) => one.seq - other.seq).map(({ text }) => text);
  await vi.waitFor(
    () => {
      for (const events of heard) expect(bySeq(events)).toEqual(inOrder);
    },
    { timeout: 10_000 },
  );
  const { items } = await here.visitor().rest.call(listMessageChanges, { ...room(), query: { after: 0 } });
  expect(items.map(({ text }: ChatMessage) => text)).toEqual(inOrder);
});

test('a call that is repeated at the other server is one message, and told once', async () => {
  const [one, other] = await addPerson();
  const body = { text: 'Once', key: randomUUID() };
  const [first, second] = await Promise.all([
    one.call(postMessage, { ...room(), body }),
    other.call(postMessage, { ...room(), body }),
  ]);
  expect(second).toEqual(first);
  await one.call(postMessage, { ...room(), body: { text: 'Last' } });
  await vi.waitFor(() => {
    for (const events of heard) expect(bySeq(events)).toEqual(['Once', 'Last']);
  });
});

test('likes that two servers count at once end as the same number on every page', async () => {
  const [author] = await addPerson();
  const people = await Promise.all([1, 2, 3, 4].map(addPerson));
  const { id } = await author.call(postMessage, { ...room(), body: { text: 'Like me' } });
  await Promise.all(
    people.map((rests, n) => rests[n % 2 === 0 ? 0 : 1].call(likeMessage, { params: { ...room().params, id } })),
  );
  await vi.waitFor(
    () => {
      for (const events of heard) expect(events.at(-1)).toEqual({ type: 'likes', messageId: id, likes: 4 });
    },
    { timeout: 10_000 },
  );
});
