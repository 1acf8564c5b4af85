import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CookieKeeper, createCookieKeeper, createRestClient, type RestClient } from '@livestreamer/client';
import { getBroadcast, getStation, sendHeart, setUp } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../testing/server-process.ts';

/** Real server processes on an embedded PostgreSQL, and real ffmpeg. */
const PERSON = { username: 'zoe', email: 'zoe@radio.example', password: 'correct horse' };
const STATION = 'night';
const READY = /ready at (http:\S+)/;
const PATIENCE = { timeout: 30_000, interval: 50 };
/** Of what ffmpeg sends here. */
const BYTES_A_SECOND = 8_000;

let dataDir: string;
let cookies: CookieKeeper;
let servers: ServerProcess[];
let tools: ChildProcess[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'livestreamer-survives-'));
  cookies = createCookieKeeper();
  servers = [];
  tools = [];
});
afterEach(async () => {
  for (const tool of tools) tool.kill('SIGKILL');
  for (const server of servers) {
    server.kill('SIGTERM');
    await server.ended();
  }
  await rm(dataDir, { recursive: true, force: true });
});

interface Running {
  readonly server: ServerProcess;
  readonly rest: RestClient;
  readonly baseUrl: string;
}

const start = async (graceMs: number): Promise<Running> => {
  const server = startServerProcess({ env: { DATA_DIR: dataDir, LIVESTREAMER_AUDIO_GRACE_MS: String(graceMs) } });
  servers.push(server);
  const baseUrl = await server.says(READY);
  return { server, baseUrl, rest: createRestClient({ baseUrl, cookies }) };
};

/** A new server with its first admin, and a station. */
const setUpServer = async (): Promise<Running> => {
  const running = await start(60_000);
  const token = await running.server.says(/setup\?token=([\w-]+)/);
  await running.rest.call(setUp, { body: { token, ...PERSON, stationName: 'Night' } });
  return running;
};

/** ffmpeg sends a tone until it is killed. */
const goLive = ({ baseUrl }: Running): ChildProcess => {
  const { host } = new URL(baseUrl);
  const to = `http://${PERSON.username}:${encodeURIComponent(PERSON.password)}@${host}/stream`;
  const tone = ['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100'];
  const mp3 = ['-c:a', 'libmp3lame', '-b:a', '64k', '-f', 'mp3', '-content_type', 'audio/mpeg'];
  const tool = spawn('ffmpeg', ['-nostdin', '-loglevel', 'error', ...tone, ...mp3, '-method', 'PUT', to], {
    stdio: 'ignore',
  });
  tools.push(tool);
  return tool;
};

const live = async ({ rest }: Running) => (await rest.call(getStation, { params: { station: STATION } })).live;
const isLive = async (running: Running) =>
  vi.waitUntil(async () => {
    const now = await live(running);
    return now?.state === 'live' && now;
  }, PATIENCE);

/** A show with a listener who sent a heart, and a checkpoint that knows of both; then the server is gone from one moment to the next. */
const showOfADeadServer = async (signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL') => {
  const first = await setUpServer();
  const tool = goLive(first);
  const toolGone = Promise.race([once(tool, 'exit'), once(tool, 'error')]);
  const before = await isLive(first);
  const listening = new AbortController();
  const heard = await fetch(`${first.baseUrl}/stream`, { signal: listening.signal });
  expect(heard.status).toBe(200);
  const heardBytes = bytesOf(heard);
  await first.rest.call(sendHeart, { params: { station: STATION } });
  await vi.waitUntil(async () => (await live(first))?.listeners === 1, PATIENCE);
  // A checkpoint comes every ten seconds.
  const knownMs = performance.now();
  await vi.waitUntil(() => performance.now() > knownMs + 13_000, PATIENCE);
  first.server.kill(signal);
  expect(await first.server.ended()).toBe(signal === 'SIGTERM' ? 0 : signal);
  const { size } = await stat(join(dataDir, 'recordings', `${before.broadcastId}.mp3`));
  const lostBytes = (await heardBytes) - size;
  listening.abort();
  await toolGone;
  return { before, lostBytes };
};

/** What a listener who was there from the beginning heard until the server was gone: the burst has all that came before. */
const bytesOf = async ({ body }: Response): Promise<number> => {
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) bytes += chunk.length;
  } catch {} // cut off
  return bytes;
};

/** The source comes back to another server, sends for three seconds, and ends the show; the recording, once it is finished. */
const showOfTheNextServer = async (before: { readonly broadcastId: string; readonly startedAt: string }) => {
  const second = await start(60_000);
  const waiting = await live(second);
  expect(waiting).toMatchObject({ broadcastId: before.broadcastId, state: 'reconnecting', hearts: 1 });
  const tool = goLive(second);
  expect(await isLive(second)).toMatchObject({
    broadcastId: before.broadcastId,
    startedAt: before.startedAt,
    hearts: 1,
  });
  const params = { id: before.broadcastId };
  const whole = await second.rest.call(getBroadcast, { params });
  expect(whole).toMatchObject({
    state: 'live',
    recording: { state: 'recording' },
    hearts: 1,
    heartMinutes: [1],
    peak: 1,
    startedAt: before.startedAt,
  });
  const onAirAgainMs = elapsed(before.startedAt);
  await vi.waitUntil(() => elapsed(before.startedAt) > onAirAgainMs + 3_000, PATIENCE);
  tool.kill('SIGINT');
  const over = await vi.waitUntil(async () => {
    const show = await second.rest.call(getBroadcast, { params });
    return show.recording?.state === 'ready' && show;
  }, PATIENCE);
  // All but the time without a server, which is one gap. ffmpeg's own buffers are the rest.
  const gapMs = over.recording?.gaps.reduce((sum, { ms }) => sum + ms, 0) ?? 0;
  const showMs = Date.parse(over.endedAt ?? '') - Date.parse(before.startedAt);
  expect(over.recording?.gaps).toHaveLength(1);
  expect(gapMs).toBeGreaterThan(1_000);
  expect(over.recording?.wholeMs).toBeGreaterThan(showMs - gapMs - 3_000);
  expect(over.recording?.wholeMs).toBeLessThan(showMs - gapMs + 3_000);
  const file = await fetch(`${second.baseUrl}${over.recording?.url}`, { headers: { cookie: cookies.header() ?? '' } });
  expect(file.status).toBe(200);
};

const elapsed = (since: string): number => performance.timeOrigin + performance.now() - Date.parse(since);

test('a server that was killed in the middle of a show goes on with the same one: its start, its hearts, its peak, one recording', async () => {
  const { before, lostBytes } = await showOfADeadServer();
  // A second, and what a busy machine is behind.
  expect(lostBytes).toBeLessThanOrEqual(3 * BYTES_A_SECOND);
  await showOfTheNextServer(before);
}, 120_000);

test('so does one that was stopped in order, and nothing that was heard is missing in the recording', async () => {
  const { before, lostBytes } = await showOfADeadServer('SIGTERM');
  expect(lostBytes).toBeLessThanOrEqual(0);
  await showOfTheNextServer(before);
}, 120_000);

test('where nobody comes back the show ended at its last sign of life', async () => {
  const { before } = await showOfADeadServer();
  const killedAtMs = performance.timeOrigin + performance.now();
  const second = await start(1_000);
  const params = { id: before.broadcastId };
  const over = await vi.waitUntil(async () => {
    const show = await second.rest.call(getBroadcast, { params });
    return show.state === 'ended' && show;
  }, PATIENCE);
  expect(over).toMatchObject({ hearts: 1, peak: 1, startedAt: before.startedAt });
  const endedMs = Date.parse(over.endedAt ?? '');
  expect(endedMs).toBeGreaterThan(Date.parse(before.startedAt) + 5_000);
  expect(endedMs).toBeLessThan(killedAtMs);
  expect(await live(second)).toBeNull();
}, 120_000);
