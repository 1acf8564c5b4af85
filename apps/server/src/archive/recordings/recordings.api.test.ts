import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Broadcast,
  deleteRecording,
  editBroadcast,
  getBroadcast,
  getStation,
  getWaveform,
  publishBroadcast,
  setStationSettings,
  trimRecording,
} from '@livestreamer/contracts';
import { createFramer } from '@livestreamer/framing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { probeAudio } from '../../../testing/probe-audio.ts';

const run = promisify(execFile);
const SHOW_S = 8;

let server: TestServer;
let dir: string;
/** What the source sends: a tone that goes up, as LAME encodes it. */
let sent: Buffer;

beforeAll(async () => {
  server = await startTestServer({ env: { LIVESTREAMER_AUDIO_GRACE_MS: '1000' } });
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-show-'));
  const tone = ['-f', 'lavfi', '-i', `aevalsrc=0.4*sin(2*PI*t*(200+100*t)):d=${SHOW_S}`, '-ac', '2', '-ar', '44100'];
  const mp3 = ['-c:a', 'libmp3lame', '-b:a', '128k', '-write_xing', '0', '-id3v2_version', '0'];
  await run('ffmpeg', ['-v', 'error', ...tone, ...mp3, join(dir, 'show.mp3')]);
  sent = await readFile(join(dir, 'show.mp3'));
}, 60_000);
afterAll(async () => {
  await rm(dir, { recursive: true });
  await server.stop();
});

/** A show from a real source, from its first to its last frame; its id. */
const broadcast = async (): Promise<string> => {
  const { username, password } = server.admin;
  const address = server.baseUrl.replace('http://', `http://${username}:${encodeURIComponent(password)}@`);
  const copy = ['-c', 'copy', '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3', '-content_type', 'audio/mpeg'];
  const source = run('ffmpeg', [
    '-v',
    'error',
    '-re',
    '-i',
    join(dir, 'show.mp3'),
    ...copy,
    '-method',
    'PUT',
    '-chunked_post',
    '1',
    `${address}/stream`,
  ]);
  source.catch(() => undefined); // it is told how it went when it is waited for
  const onAir = () => server.visitor().rest.call(getStation, { params: { station: server.station } });
  const { live } = await vi.waitFor(
    async () => {
      const station = await onAir();
      expect(station.live).not.toBeNull();
      return station;
    },
    { timeout: 15_000 },
  );
  await source;
  return live?.broadcastId ?? '';
};

const read = (id: string): Promise<Broadcast> => server.admin.rest.call(getBroadcast, { params: { id } });
const ready = (id: string): Promise<Broadcast> =>
  vi.waitFor(
    async () => {
      const show = await read(id);
      expect(show.recording).toMatchObject({ state: 'ready' });
      return show;
    },
    { timeout: 20_000 },
  );
const fileOf = async (path: string): Promise<Buffer> => {
  const response = await fetch(`${server.baseUrl}${path}`);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};
const framesOf = (mp3: Buffer): Buffer[] =>
  createFramer('mp3')
    .push(mp3)
    .map(({ bytes }) => Buffer.from(bytes));

test('a show of a real source becomes a file with every frame of it, its names and its chapters; trimmed it decodes, deleted it is gone', async () => {
  const id = await broadcast();
  const params = { id };
  const { recording, revision } = await ready(id);
  const url = recording?.url ?? '';
  expect((await fetch(`${server.baseUrl}${url}`)).status).toBe(404);

  const tracklist = [
    { atMs: 0, text: 'Низко' },
    { atMs: 4_000, text: 'High' },
  ];
  await server.admin.rest.call(editBroadcast, { params, body: { revision, title: 'Вверх', tracklist } });
  await server.admin.rest.call(publishBroadcast, { params });
  const whole = await fileOf(url);
  const frames = framesOf(whole);
  expect(frames).toEqual(framesOf(sent));
  const probed = probeAudio(whole);
  expect(probed.durationS).toBeCloseTo((frames.length * 1152) / 44_100, 3);
  expect(recording?.durationMs).toBe(Math.round(((frames.length * 1152) / 44_100) * 1_000));
  expect(probed.tags).toMatchObject({ title: 'Вверх', artist: server.admin.username });
  expect(probed.chapters.map(({ start_time, tags }) => [Number(start_time), tags.title])).toEqual([
    [0, 'Низко'],
    [4, 'High'],
  ]);

  await vi.waitFor(async () => expect((await read(id)).recording?.loudnessLufs).toBeLessThan(-5), { timeout: 30_000 });
  const { peaks, stepMs } = await server.visitor().rest.call(getWaveform, { params });
  expect(Math.abs(peaks.length * stepMs - SHOW_S * 1_000)).toBeLessThan(300);
  // 0.4 of the full scale, 3 dB less on each of two channels.
  expect(peaks.reduce((sum, peak) => sum + peak, 0) / peaks.length / 255).toBeCloseTo(0.28, 1);

  const trimmed = await server.admin.rest.call(trimRecording, { params, body: { startMs: 2_000, endMs: 6_000 } });
  const part = await fileOf(url);
  expect(probeAudio(part).durationS).toBeCloseTo(trimmed.durationMs / 1_000, 2);
  const decoded = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', 'pipe:0', '-f', 's16le', '-ac', '1', '-ar', '44100', '-'],
    {
      input: part,
      maxBuffer: 10_000_000,
    },
  );
  // The tone has passed zero as often as it does between the cuts: twice a period, and it has 200 t + 100 t² periods.
  const crossings = (fromMs: number, toMs: number) =>
    2 * (200 * (toMs - fromMs) * 1e-3 + 100 * (toMs ** 2 - fromMs ** 2) * 1e-6);
  let passed = 0;
  for (let at = 2; at < decoded.length; at += 2)
    if (decoded.readInt16LE(at) >= 0 !== decoded.readInt16LE(at - 2) >= 0) passed += 1;
  const { startMs = 0, endMs = 0 } = trimmed.trim ?? {};
  expect(passed / crossings(startMs, endMs)).toBeGreaterThan(0.97);
  expect(passed / crossings(startMs, endMs)).toBeLessThan(1.03);

  await server.admin.rest.call(deleteRecording, { params });
  expect((await fetch(`${server.baseUrl}${url}`)).status).toBe(404);
  expect((await read(id)).recording).toBeNull();
}, 90_000);

test('a station that records nothing leaves nothing; its shows are as before', async () => {
  await server.admin.rest.call(setStationSettings, {
    params: { station: server.station },
    body: { recordShows: false },
  });
  const id = await broadcast();
  await vi.waitFor(async () => expect(await read(id)).toMatchObject({ state: 'ended', recording: null }), {
    timeout: 15_000,
  });
}, 60_000);
