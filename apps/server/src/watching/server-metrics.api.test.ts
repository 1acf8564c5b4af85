import { getStation, postMessage, REALTIME_PATH, requestPasswordReset, signIn } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { type Scrape, scrape } from '../../testing/metrics-scrape.ts';
import { connectPeer, type Peer } from '../../testing/socket-peer.ts';
import { addSignedInMember } from '../../testing/test-members.ts';
import { startTestSource } from '../../testing/test-source.ts';

let server: TestServer;
beforeAll(async () => {
  const env = {
    LIVESTREAMER_AUDIO_SILENT_SOURCE_MS: '60000',
    // Nobody listens there.
    SMTP_URL: 'smtp://127.0.0.1:1',
  };
  server = await startTestServer({ env });
});
afterAll(() => server.stop());

const now = (): Promise<Scrape> => scrape(server.baseUrl);
const until = (fits: (scraped: Scrape) => void): Promise<void> =>
  vi.waitFor(async () => fits(await now()), { timeout: 20_000, interval: 100 });

const listen = async (range = ''): Promise<Peer> => {
  const peer = await connectPeer(Number(new URL(server.baseUrl).port));
  peer.say(`GET /stream/${server.station} HTTP/1.1\r\nHost: test\r\n${range}\r\n`);
  expect(await peer.head()).toContain('200 OK');
  return peer;
};

test('listeners are counted as they come and go, and their source as it is lost and comes back', async () => {
  const { station, admin } = server;
  const before = await now();
  expect(before.value('livestreamer_audio_listeners')).toBe(0);
  expect(before.value('livestreamer_audio_station_listeners', { station })).toBeUndefined();

  const source = startTestSource(server, { station, account: admin });
  expect(await source.begun).toBe(true);
  await until((it) => expect(it.value('livestreamer_audio_sources', { state: 'live' })).toBe(1));
  const listeners = await Promise.all(Array.from({ length: 7 }, () => listen()));
  const probe = await listen('Range: bytes=0-1\r\n');

  const full = await now();
  expect(full.value('livestreamer_audio_listeners')).toBe(7);
  expect(full.value('livestreamer_audio_station_listeners', { station })).toBe(7);
  expect(full.value('livestreamer_audio_responses')).toBe(8);
  expect(full.value('livestreamer_audio_joins_total')).toBe(8);
  expect(full.value('livestreamer_audio_burst_joins_total')).toBe(8);
  expect(full.value('livestreamer_broadcasts_running')).toBe(1);
  const heard = listeners.concat(probe).reduce((sum, peer) => sum + peer.body().length, 0);
  expect(full.value('livestreamer_audio_sent_bytes_total')).toBe(heard);

  await until((it) => expect(it.value('livestreamer_audio_recordings')).toBe(1));

  listeners[0]?.socket.destroy();
  await until((it) => expect(it.value('livestreamer_audio_station_listeners', { station })).toBe(6));

  source.abort();
  await until((it) => expect(it.value('livestreamer_audio_sources', { state: 'held' })).toBe(1));
  const held = await now();
  expect(held.value('livestreamer_audio_sources', { state: 'live' })).toBe(0);
  expect(held.value('livestreamer_audio_sources_lost_total')).toBe(1);
  expect(held.value('livestreamer_audio_station_source_lost_seconds', { station })).toBeGreaterThan(0);
  expect(held.value('livestreamer_audio_station_listeners', { station })).toBe(6);

  const back = startTestSource(server, { station, account: admin });
  await until((it) => expect(it.value('livestreamer_audio_station_source_lost_seconds', { station })).toBe(0));
  back.finish();
  await until((it) => expect(it.value('livestreamer_audio_station_listeners', { station })).toBeUndefined());
  await until((it) => expect(it.value('livestreamer_audio_recordings')).toBe(0));
  expect((await now()).value('livestreamer_audio_listeners')).toBe(0);
  expect((await now()).value('livestreamer_broadcasts_ended_total')).toBe(1);
});

test('pages are counted by how they are connected, people once, and closes by their code', async () => {
  const member = await addSignedInMember(server);
  const cookie = member.cookies.header() ?? '';
  const open = async (headers: Record<string, string> = {}): Promise<WebSocket> => {
    const socket = new WebSocket(`${server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`, { headers });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.send(JSON.stringify({ type: 'subscribe', room: `station:${server.station}` }));
    return socket;
  };
  const [tab, otherTab, visitor] = [await open({ cookie }), await open({ cookie }), await open()];
  await until((it) => {
    expect(it.value('livestreamer_realtime_sockets', { kind: 'websocket' })).toBe(3);
    expect(it.value('livestreamer_realtime_people', { kind: 'member' })).toBe(1);
    expect(it.value('livestreamer_realtime_people', { kind: 'visitor' })).toBe(1);
  });

  tab.close(1000);
  otherTab.send('{"type":"nonsense"}');
  visitor.terminate();
  await until((it) => {
    expect(it.value('livestreamer_realtime_sockets', { kind: 'websocket' })).toBe(0);
    expect(it.value('livestreamer_realtime_closes_total', { code: '1000' })).toBe(1);
    expect(it.value('livestreamer_realtime_closes_total', { code: '4400' })).toBe(1);
    expect(it.value('livestreamer_realtime_closes_total', { code: '1006' })).toBe(1);
    expect(it.value('livestreamer_realtime_people', { kind: 'member' })).toBe(0);
  });
});

test('messages, and those that were not taken, are counted', async () => {
  const params = { station: server.station };
  const member = await addSignedInMember(server);
  const key = '0193a1b2-0000-7000-8000-000000000001';
  const say = (body: { text: string; key?: string; replyTo?: string }) =>
    member.rest.call(postMessage, { params, body });
  await say({ text: 'one' });
  await say({ text: 'two', key });
  await say({ text: 'two', key });
  await expect(say({ text: 'three', replyTo: key })).rejects.toMatchObject({ code: 'not_found' });
  const scraped = await now();
  expect(scraped.value('livestreamer_chat_messages_total')).toBe(2);
  expect(scraped.value('livestreamer_chat_refusals_total', { code: 'not_found' })).toBe(1);
});

test('requests are counted by route and by what came of them', async () => {
  const { rest } = server.visitor();
  const of = (status: string) => ({ method: 'GET', route: '/api/v1/stations/:station', status });
  const name = 'livestreamer_http_requests_total';
  const before = await now();
  for (let asked = 0; asked < 3; asked += 1) await rest.call(getStation, { params: { station: server.station } });
  await expect(rest.call(getStation, { params: { station: 'nowhere' } })).rejects.toThrow();
  await fetch(`${server.baseUrl}/api/v1/made/up/by-a-stranger`);
  const after = await now();
  const more = (status: string) => (after.value(name, of(status)) ?? 0) - (before.value(name, of(status)) ?? 0);
  expect([more('2xx'), more('4xx')]).toEqual([3, 1]);
  expect(after.text).not.toContain('stranger');
  const bucket = { method: 'GET', route: '/api/v1/stations/:station', le: '+Inf' };
  expect(after.value('livestreamer_http_request_duration_seconds_bucket', bucket)).toBe(
    (after.value(name, of('2xx')) ?? 0) + (after.value(name, of('4xx')) ?? 0),
  );
});

test('a letter that no mail server takes is told as waiting', async () => {
  const { email } = await addSignedInMember(server);
  await server.visitor().rest.call(requestPasswordReset, { body: { email } });
  await until((it) => {
    expect(it.value('livestreamer_mail_waiting')).toBe(1);
    expect(it.value('livestreamer_mail_attempts_failed_total')).toBeGreaterThanOrEqual(1);
    expect(it.value('livestreamer_mail_oldest_waiting_seconds')).toBeGreaterThan(0);
    expect(it.value('livestreamer_jobs_planned')).toBeGreaterThanOrEqual(1);
  });
  expect((await now()).value('livestreamer_mail_sent_total')).toBe(0);
});

test('the machine and what the server stands on are told', async () => {
  await expect(
    server.visitor().rest.call(signIn, { body: { login: 'nobody', password: 'nothing' } }),
  ).rejects.toThrow();
  await now(); // the event loop is watched from here on
  const scraped = await now();
  const value = (name: string, labels = {}) => scraped.value(`livestreamer_${name}`, labels) ?? Number.NaN;
  expect(value('ready')).toBe(1);
  expect(value('dependency_up', { name: 'disk' })).toBe(1);
  expect(value('process_resident_bytes')).toBeGreaterThan(50e6);
  expect(value('process_open_files')).toBeGreaterThan(10);
  expect(value('process_open_files_max')).toBeGreaterThan(value('process_open_files'));
  expect(value('disk_free_bytes')).toBeLessThanOrEqual(value('disk_total_bytes'));
  expect(value('postgres_connections_max')).toBe(10);
  expect(value('loop_delay_seconds', { stat: 'max' })).toBeLessThan(10);
  expect(value('loop_delay_seconds', { stat: 'p50' })).toBeLessThanOrEqual(
    value('loop_delay_seconds', { stat: 'max' }),
  );
});

test('who comes by a proxy on TCP is no program of this machine', async () => {
  const behind = await startTestServer({ env: { TRUSTED_PROXIES: 'loopback' } });
  try {
    const peer = await connectPeer(Number(new URL(behind.baseUrl).port));
    peer.say('PROXY TCP4 203.0.113.7 192.0.2.1 56324 8000\r\nGET /metrics HTTP/1.1\r\nHost: test\r\n\r\n');
    expect(await peer.head()).toContain('403 Forbidden');
    expect((await fetch(`${behind.baseUrl}/metrics`)).status).toBe(200);
  } finally {
    await behind.stop();
  }
});
