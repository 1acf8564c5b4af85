import {
  CLOSE,
  REALTIME_EVENTS_PATH,
  type ServerMessage,
  serverMessageSchema,
  stationRoom,
} from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { contentWith, liveEvent, type RealtimeRig, startRealtimeRig } from './realtime-rig.ts';

const CLUB = stationRoom('club');

let rig: RealtimeRig;
const streams: { stop(): void }[] = [];
beforeEach(async () => {
  rig = await startRealtimeRig();
  rig.places.set(CLUB, contentWith(null));
});
afterEach(async () => {
  for (const { stop } of streams.splice(0)) stop();
  await rig.stop();
  expect(rig.realtime.report()).toMatchObject({ connections: 0, rooms: 0 });
  expect(rig.clock.pending()).toBe(0);
});

/** A page that hears by server-sent events. */
const listen = async (query = '', headers: Record<string, string> = {}) => {
  const abort = new AbortController();
  streams.push({ stop: () => abort.abort() });
  const response = await fetch(`${rig.url.replace('ws', 'http')}${REALTIME_EVENTS_PATH}${query}`, {
    headers,
    signal: abort.signal,
  });
  const heard: ServerMessage[] = [];
  const closes: number[] = [];
  const read = async (): Promise<void> => {
    let rest = '';
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (rest + text).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        if (event.startsWith('event: close')) closes.push(Number(event.split('data: ')[1]));
        else heard.push(serverMessageSchema.parse(JSON.parse(event.slice('data: '.length))));
      }
    }
  };
  if (response.ok) read().catch(() => undefined);
  return { response, heard, closes, stop: () => abort.abort() };
};
const types = ({ heard }: { heard: readonly ServerMessage[] }) => heard.map(({ type }) => type);

test('says welcome, what the rooms of the address hold, and what happens in them', async () => {
  const page = await listen(`?room=${CLUB}`);
  await vi.waitFor(() => expect(types(page)).toEqual(['welcome', 'subscribed']));
  rig.realtime.publish(CLUB, liveEvent(1));
  await vi.waitFor(() => expect(page.heard.at(-1)).toMatchObject({ type: 'event', seq: 1, event: liveEvent(1) }));
  const { headers } = page.response;
  expect(headers.get('content-type')).toBe('text/event-stream');
  expect(headers.get('x-accel-buffering')).toBe('no');
  expect(headers.get('cache-control')).toContain('no-store');
});

test('goes on where the page was, under the name that it had', async () => {
  const first = await listen(`?room=${CLUB}`);
  await vi.waitFor(() => expect(types(first)).toEqual(['welcome', 'subscribed']));
  const [welcome, subscribed] = first.heard;
  if (welcome?.type !== 'welcome' || subscribed?.type !== 'subscribed') throw new Error('not told');
  first.stop();
  for (const listeners of [1, 2]) rig.realtime.publish(CLUB, liveEvent(listeners));
  const again = await listen(`?room=${CLUB}@${subscribed.epoch}.0&connection=${welcome.connectionId}`);
  await vi.waitFor(() => expect(types(again)).toEqual(['welcome', 'subscribed', 'event', 'event']));
  expect(again.heard[0]).toMatchObject({ connectionId: welcome.connectionId });
  rig.realtime.publish(CLUB, liveEvent(3), { except: welcome.connectionId });
  await vi.waitFor(() => expect(again.heard.at(-1)).toEqual({ type: 'own', room: CLUB, seq: 3 }));
});

test.each(['?room=kitchen', `?room=${CLUB}@x`, `?room=${CLUB}@e.-1`, '?connection=a%20b'])(
  'an address that is not of that shape is refused: %s',
  async (query) => {
    expect((await listen(query)).response.status).toBe(400);
  },
);

test('heartbeats come, and a page of another site is refused', async () => {
  const page = await listen(`?room=${CLUB}`);
  await vi.waitFor(() => expect(types(page)).toContain('subscribed'));
  rig.clock.advance(20_000);
  await vi.waitFor(() => expect(types(page)).toContain('ping'));
  rig.clock.advance(100_000); // nobody answers, and nobody has to
  expect(page.closes).toEqual([]);
  expect(rig.realtime.report().connections).toBe(1);
  const { response } = await listen('', { origin: 'https://evil.example' });
  expect(response.status).toBe(403);
});

test('the end of the server is told with its code, and whoever changed comes back as somebody else', async () => {
  const zoe = await listen(`?room=${CLUB}`, { cookie: 'zoe' });
  const visitor = await listen(`?room=${CLUB}`, { cookie: 'visitor 1' });
  await vi.waitFor(() => expect(types(visitor)).toContain('subscribed'));
  rig.realtime.closeAccount('zoe');
  await vi.waitFor(() => expect(zoe.closes).toEqual([CLOSE.IDENTITY_CHANGED.code]));
  expect(visitor.closes).toEqual([]);
  const stopping = rig.realtime.stop();
  await vi.waitFor(() => expect(visitor.closes).toEqual([CLOSE.RESTARTING.code]));
  await stopping;
  expect((await listen()).response.status).toBe(503);
});

test('whoever asks on has left the reply before, also when the line of that one is dead and says nothing', async () => {
  const zoe = { cookie: 'zoe' };
  const first = await listen(`?room=${CLUB}`, zoe);
  await vi.waitFor(() => expect(types(first)).toEqual(['welcome', 'subscribed']));
  const [welcome] = first.heard;
  const id = welcome?.type === 'welcome' ? welcome.connectionId : '';
  const again = await listen(`?room=${CLUB}&connection=${id}`, zoe);
  await vi.waitFor(() => expect(first.closes).toEqual([CLOSE.ASK_ON.code]));
  await listen(`?room=${CLUB}&connection=${id}`, { cookie: 'rolf' }); // somebody else's name for it is another's
  await vi.waitFor(() => expect(rig.realtime.report().connections).toBe(2));
  expect(again.closes).toEqual([]);
});

test('a reply ends after ten minutes, so that a line on which nobody listens any more does not count for ever', async () => {
  const page = await listen(`?room=${CLUB}`);
  await vi.waitFor(() => expect(types(page)).toContain('subscribed'));
  rig.clock.advance(10 * 60_000);
  await vi.waitFor(() => expect(page.closes).toEqual([CLOSE.ASK_ON.code]));
  await vi.waitFor(() => expect(rig.realtime.report().connections).toBe(0));
});
