import { createRealtimeClient } from '@livestreamer/client';
import { getStation, REALTIME_PATH, sendHeart, stationRoom } from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestPerson, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember } from '../../testing/test-members.ts';
import { startTestSource } from '../../testing/test-source.ts';

let server: TestServer;
/** Hearts as pages were told, in order. */
const told: number[] = [];
beforeAll(async () => {
  server = await startTestServer({
    env: { LIVESTREAMER_AUDIO_SILENT_SOURCE_MS: '600000', TRUSTED_PROXIES: 'loopback' },
  });
  const realtime = createRealtimeClient({
    url: `${server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`,
    openSocket: (url) => new WebSocket(url),
  });
  realtime.follow(stationRoom(server.station), {
    onSnapshot: () => undefined,
    onEvent: (event) => event.type === 'hearts' && told.push(event.hearts),
  });
  return () => realtime.close();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.sql`update station set hearts_from = 'everyone'`;
});

const params = () => ({ params: { station: server.station } });
const hearts = async (): Promise<number | undefined> =>
  (await server.visitor().rest.call(getStation, params())).live?.hearts;
/** Somebody who has opened the page. */
const visitor = async (): Promise<TestPerson> => {
  const person = server.visitor();
  await person.rest.call(getStation, params());
  return person;
};
const send = ({ rest }: Pick<TestPerson, 'rest'>) => rest.call(sendHeart, params());
/** The status of a heart from this address, with this cookie. */
const raw = async (address: string, cookie = ''): Promise<{ status: number; retryAfter: string | null }> => {
  const url = `${server.baseUrl}/api/v1/stations/${server.station}/heart`;
  const reply = await fetch(url, { method: 'PUT', headers: { 'x-forwarded-for': address, cookie } });
  return { status: reply.status, retryAfter: reply.headers.get('retry-after') };
};

test('off air no heart counts, and nobody has to rest for it', async () => {
  const person = await visitor();
  await expect(send(person)).rejects.toMatchObject({ code: 'off_air' });
  await expect(send(person)).rejects.toMatchObject({ code: 'off_air' });
  const nowhere = { params: { station: 'nowhere' } };
  await expect(person.rest.call(sendHeart, nowhere)).rejects.toMatchObject({ code: 'not_found' });
});

test('on air each person has one heart in ten seconds, members and visitors alike, and every page hears of it', async () => {
  expect(await startTestSource(server, { station: server.station, account: server.admin }).begun).toBe(true);
  await vi.waitFor(async () => expect(await hearts()).toBe(0));
  const people = [await visitor(), await visitor(), await addSignedInMember(server)];
  for (const person of people) await send(person);
  for (const person of people) {
    const again = await send(person).catch((error: unknown) => error);
    expect(again).toMatchObject({ code: 'too_many_requests' });
  }
  expect(await hearts()).toBe(3);
  await vi.waitFor(() => expect(told.at(-1)).toBe(3), { timeout: 5_000 });
  expect(told).toEqual([...told].sort((one, other) => one - other));
});

test('a refusal says for how long to rest', async () => {
  expect((await raw('198.51.100.1')).status).toBe(204);
  const { status, retryAfter } = await raw('198.51.100.1');
  expect(status).toBe(429);
  expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
  expect(Number(retryAfter)).toBeLessThanOrEqual(10);
});

test('going round the button gains nothing: without a cookie, and with a forged one, an address counts as one person', async () => {
  const before = (await hearts()) ?? 0;
  const answers = await Promise.all(
    ['', 'visitor=forged', 'visitor=another', ''].map((cookie) => raw('198.51.100.2', cookie)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 429, 429, 429]);
  expect(await hearts()).toBe(before + 1);
});

test('three hundred people behind one address are three hundred', async () => {
  const address = '198.51.100.3';
  const url = `${server.baseUrl}/api/v1/stations/${server.station}`;
  const before = (await hearts()) ?? 0;
  const cookies: string[] = [];
  for (let n = 0; n < 300; n += 1) {
    const reply = await fetch(url, { headers: { 'x-forwarded-for': address } });
    cookies.push(reply.headers.get('set-cookie')?.split(';', 1)[0] ?? 'none');
  }
  for (const cookie of cookies) expect((await raw(address, cookie)).status).toBe(204);
  expect(await hearts()).toBe(before + 300);
});

test('who floods is banned', async () => {
  const address = '198.51.100.4';
  const answers = new Set<number>();
  for (let n = 0; n < 400 && !answers.has(403); n += 20)
    for (const { status } of await Promise.all(Array.from({ length: 20 }, () => raw(address)))) answers.add(status);
  expect([...answers].sort()).toEqual([204, 403, 429]);
});

test('a station may want hearts of members alone', async () => {
  await server.sql`update station set hearts_from = 'members'`;
  await expect(send(await visitor())).rejects.toMatchObject({ code: 'not_signed_in' });
  await send(await addSignedInMember(server));
});
