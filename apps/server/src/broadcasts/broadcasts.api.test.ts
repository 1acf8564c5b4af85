import { type ClientRequest, request } from 'node:http';
import { createRealtimeClient, type RealtimeClient } from '@livestreamer/client';
import { getBroadcast, getStation, type LiveBroadcast, REALTIME_PATH, stationRoom } from '@livestreamer/contracts';
import { syntheticMp3Frames } from '@livestreamer/framing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember } from '../../testing/test-members.ts';

let server: TestServer;
let realtime: RealtimeClient;
/** What the page was told, in order: null is off air. */
let told: (LiveBroadcast | null)[];
const sources: ClientRequest[] = [];

beforeAll(async () => {
  server = await startTestServer({ env: { LIVESTREAMER_AUDIO_GRACE_MS: '5000' } });
});
afterAll(() => server.stop());

beforeEach(async () => {
  told = [];
  realtime = createRealtimeClient({
    url: `${server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`,
    openSocket: (url) => new WebSocket(url),
  });
  realtime.follow(stationRoom(server.station), {
    onSnapshot: ({ live }) => told.push(live),
    onEvent: (event) => event.type === 'live' && told.push(event.live),
  });
  await vi.waitFor(() => expect(told).toEqual([null]));
});
afterEach(async () => {
  realtime.close();
  for (const source of sources) source.end();
  await offAir();
  for (const source of sources.splice(0)) source.destroy();
});

const offAir = () => vi.waitFor(async () => expect(await live()).toBeNull(), { timeout: 20_000 });
const live = async (): Promise<LiveBroadcast | null> =>
  (await server.visitor().rest.call(getStation, { params: { station: server.station } })).live;

/** A source of the admin that has sent two seconds of audio. */
const goLive = (title: string): ClientRequest => {
  const { username, password } = server.admin;
  const source = request(`${server.baseUrl}/stream`, {
    method: 'PUT',
    auth: `${username}:${password}`,
    headers: { 'content-type': 'audio/mpeg', 'livestreamer-title': encodeURIComponent(title) },
  });
  source.on('error', () => undefined);
  for (const frame of syntheticMp3Frames({ count: 80 })) source.write(frame);
  sources.push(source);
  return source;
};

test('going live, a listener, a lost source, its return and the end: every page is told, and it is one broadcast', async () => {
  const lost = goLive('Ночь');
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'live', title: 'Ночь', listeners: 0 }));
  const started = await live();
  expect(started).toEqual(told.at(-1));

  const listening = new AbortController();
  const heard = await fetch(`${server.baseUrl}/stream`, { signal: listening.signal });
  expect(heard.status).toBe(200);
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ listeners: 1 }));

  lost.destroy();
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'reconnecting', listeners: 1 }));
  const back = goLive('another title');
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'live', listeners: 1 }));
  back.end();
  await vi.waitFor(() => expect(told.at(-1)).toBeNull());
  listening.abort();

  const broadcastIds = new Set(told.flatMap((it) => (it ? [it.broadcastId] : [])));
  expect([...broadcastIds]).toEqual([started?.broadcastId]);
  await vi.waitFor(async () => {
    const params = { id: started?.broadcastId ?? '' };
    const broadcast = await server.admin.rest.call(getBroadcast, { params });
    expect(broadcast).toMatchObject({ station: server.station, title: 'Ночь', state: 'ended', peak: 1 });
    expect(broadcast.endedAt).not.toBeNull();
  });
});

test('a broadcast whose source does not come back within the grace ends by itself', async () => {
  const lost = goLive('short');
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'live' }));
  lost.destroy();
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'reconnecting' }));
  await vi.waitFor(() => expect(told.at(-1)).toBeNull(), { timeout: 20_000 });
});

test('while it runs a broadcast answers with its newest figures', async () => {
  goLive('now');
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'live' }));
  const params = { id: told.at(-1)?.broadcastId ?? '' };
  await vi.waitFor(async () =>
    expect(await server.admin.rest.call(getBroadcast, { params })).toMatchObject({ state: 'live', endedAt: null }),
  );
});

test('what is on air everybody sees; what is over only who may edit it, until it is published', async () => {
  const source = goLive('theirs');
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'live' }));
  const params = { id: told.at(-1)?.broadcastId ?? '' };
  await vi.waitFor(() => expect(server.admin.rest.call(getBroadcast, { params })).resolves.toBeDefined());
  expect(await server.visitor().rest.call(getBroadcast, { params })).toMatchObject({ state: 'live', editable: false });
  source.end();
  await vi.waitFor(async () =>
    expect(await server.admin.rest.call(getBroadcast, { params })).toMatchObject({ state: 'ended', editable: true }),
  );
  const other = await addSignedInMember(server, { role: 'broadcaster' });
  await expect(server.visitor().rest.call(getBroadcast, { params })).rejects.toMatchObject({ code: 'not_found' });
  await expect(other.rest.call(getBroadcast, { params })).rejects.toMatchObject({ code: 'not_found' });
});

test('a broadcast that does not exist is not found', async () => {
  const params = { id: '00000000-0000-4000-8000-000000000000' };
  await expect(server.admin.rest.call(getBroadcast, { params })).rejects.toMatchObject({ code: 'not_found' });
});

test('a source without an account, or with a wrong password, is told so', async () => {
  const put = async (authorization?: string): Promise<number> => {
    const headers = { 'content-type': 'audio/mpeg', ...(authorization === undefined ? {} : { authorization }) };
    return (await fetch(`${server.baseUrl}/stream`, { method: 'PUT', headers, body: 'x' })).status;
  };
  expect(await put()).toBe(401);
  expect(await put(`Basic ${Buffer.from('source:hackme').toString('base64')}`)).toBe(401);
});
