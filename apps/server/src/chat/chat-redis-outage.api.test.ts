import { createRealtimeClient } from '@livestreamer/client';
import { getStation, postMessage, REALTIME_PATH, type RoomEvent, stationRoom } from '@livestreamer/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { startRedisProcess } from '../../testing/redis-process.ts';
import { openTestDatabase } from '../../testing/test-database.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
});

/** What a page on this server hears of messages. */
const openPage = async ({ baseUrl }: TestServer, station: string): Promise<RoomEvent[]> => {
  const events: RoomEvent[] = [];
  const realtime = createRealtimeClient({
    url: `${baseUrl.replace('http', 'ws')}${REALTIME_PATH}`,
    openSocket: (url) => new WebSocket(url),
  });
  undo.push(() => realtime.close());
  await new Promise<void>((resolve) => {
    realtime.follow(stationRoom(station), {
      onSnapshot: () => resolve(),
      onEvent: (event) => event.type !== 'presence' && events.push(event),
    });
  });
  return events;
};

test('while Redis is away what is said on one server is stored, told there, and found by the other', {
  timeout: 60_000,
}, async () => {
  const database = await openTestDatabase();
  undo.push(database.close);
  const redis = await startRedisProcess();
  undo.push(redis.stop);
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, SESSION_SECRET: 's'.repeat(32) };
  const here = await startTestServer({ env });
  undo.push(here.stop);
  const there = await startTestServer({ env, notSetUp: true });
  undo.push(there.stop);
  await database.sql`insert into chat_room (station_id, writers) select id, 'everyone' from station`;
  const room = { params: { station: here.station } };
  const visitor = here.visitor();
  await visitor.rest.call(getStation, room);
  const [heardHere, heardThere] = [await openPage(here, here.station), await openPage(there, here.station)];

  await redis.stop();
  const message = await visitor.rest.call(postMessage, { ...room, body: { text: 'Is anybody there?' } });
  await vi.waitFor(() => expect(heardHere).toContainEqual({ type: 'message', seq: 1, message }), { timeout: 10_000 });
  await vi.waitFor(() => expect(heardThere).toContainEqual({ type: 'messages-changed', seq: 1 }), { timeout: 25_000 });
});
