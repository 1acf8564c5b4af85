import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { getAirCheck, getStation } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { childPidOf } from '../../../testing/child-pid.ts';
import { scrape } from '../../../testing/metrics-scrape.ts';
import { addSignedInMember } from '../../../testing/test-members.ts';
import { startTestSmtp, type TestSmtp } from '../../../testing/test-smtp.ts';

const mp3Of = (graph: string, seconds: number): Buffer => {
  const args = [
    '-nostdin',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    graph,
    '-t',
    `${seconds}`,
    '-b:a',
    '128k',
    '-f',
    'mp3',
    '-',
  ];
  return spawnSync('ffmpeg', args).stdout;
};

let server: TestServer;
let smtp: TestSmtp;
beforeAll(async () => {
  smtp = await startTestSmtp();
  server = await startTestServer({ env: { SMTP_URL: smtp.url, LIVESTREAMER_AUDIO_DEAD_AIR_MS: '2000' } });
});
afterAll(async () => {
  await server.stop();
  await smtp.close();
});

const airCheck = () => server.admin.rest.call(getAirCheck, { params: { station: server.station } });
const airUntil = async (fits: (air: Awaited<ReturnType<typeof airCheck>>) => boolean) => {
  await vi.waitUntil(async () => fits(await airCheck()), { timeout: 45_000, interval: 200 });
  return airCheck();
};

const deadAir = async () =>
  (await scrape(server.baseUrl)).value('livestreamer_audio_station_dead_air', { station: server.station });

const liveNow = async () =>
  (await server.visitor().rest.call(getStation, { params: { station: server.station } })).live;

test('a source that is let in and sends only silence is told so: on the page at once, and once by a letter', async () => {
  expect(await airCheck()).toMatchObject({ onAir: false, level: null, warnings: [] });
  const { username, password } = server.admin;
  const source = request(`${server.baseUrl}/stream/${server.station}`, {
    method: 'PUT',
    auth: `${username}:${password}`,
    headers: { 'content-type': 'audio/mpeg' },
  });
  source.on('error', () => undefined);
  source.on('response', (response) => response.resume());
  source.write(mp3Of('anullsrc', 4));

  const silent = await airUntil(({ warnings }) => warnings.some(({ kind }) => kind === 'silence'));
  expect(silent).toMatchObject({ onAir: true, bitrateKbps: 128 });
  expect(silent.level?.leftDb ?? -999).toBeLessThan(-60);
  expect(await deadAir()).toBe(1);
  const letter = await smtp.next(({ subject }) => subject?.startsWith('Silence on air') ?? false);
  expect(letter.text).toContain('only silence');
  expect(letter.text).toContain('capture the right device');

  source.write(mp3Of('sine=frequency=440', 4));
  const loud = await airUntil(({ warnings }) => !warnings.some(({ kind }) => kind === 'silence'));
  expect(loud.level?.leftDb).toBeGreaterThan(-25);
  expect(await deadAir()).toBe(0);

  source.write(mp3Of('anullsrc', 4));
  await airUntil(({ warnings }) => warnings.some(({ kind }) => kind === 'silence'));
  source.end();
  await airUntil(({ onAir }) => !onAir);
  expect(smtp.letters()).toEqual([]);
}, 150_000);

test('what a station sounds like is told only to those who may broadcast there', async () => {
  const stranger = await addSignedInMember(server, { username: 'stranger', roles: ['broadcaster'] });
  const call = (who: Pick<TestServer['admin'], 'rest'>) =>
    who.rest.call(getAirCheck, { params: { station: server.station } });
  await expect(call(stranger)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(call(server.visitor())).rejects.toMatchObject({ code: 'not_signed_in' });
});

test('what measures is killed in the middle of a show: the show goes on, and is measured again', async () => {
  const { username, password } = server.admin;
  const source = request(`${server.baseUrl}/stream/${server.station}`, {
    method: 'PUT',
    auth: `${username}:${password}`,
    headers: { 'content-type': 'audio/mpeg' },
  });
  source.on('error', () => undefined);
  source.on('response', (response) => response.resume());
  source.write(mp3Of('sine=frequency=440', 2));
  await airUntil(({ level }) => level !== null);
  const before = await liveNow();

  process.kill(childPidOf('live-level-worker') ?? Number.NaN, 'SIGKILL');
  await vi.waitUntil(() => childPidOf('live-level-worker') === null, { timeout: 10_000 });
  source.write(mp3Of('anullsrc', 4));
  await airUntil(({ warnings }) => warnings.some(({ kind }) => kind === 'silence'));
  expect(await liveNow()).toEqual(before);
  source.end();
  await airUntil(({ onAir }) => !onAir);
}, 150_000);
