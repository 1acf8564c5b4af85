import { createFakeClock, systemClock } from '@livestreamer/clock';
import { getChecks, runChecks } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { checksWith, SECRET, settingsFor, troubles } from '../doctor-rig.ts';
import { createLatenessMeter } from './lateness-meter.ts';
import { createSelfCheckKey } from './self-check-key.ts';
import { AUDIO_PIECE, EVENT_PIECE, NONCE_HEADER, SELF_CHECK_PATHS, stampOf, TOKEN_HEADER } from './self-check-seam.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { SESSION_SECRET: SECRET } });
});
afterAll(() => server.stop());

const ask = (path: string, token: string | null, method = 'GET') =>
  fetch(`${server.baseUrl}${path}`, {
    method,
    headers: { [NONCE_HEADER]: 'nonce', ...(token === null ? {} : { [TOKEN_HEADER]: token }) },
    ...(method === 'PUT' ? { body: 'body' } : {}),
  });

const tokenOf = (secret: string, atMs = systemClock.now()): string =>
  createSelfCheckKey({ secret, clock: { ...systemClock, now: () => atMs } }).makeToken();

test('without a good token there is nothing at all at these addresses', async () => {
  const good = tokenOf(SECRET);
  const expired = tokenOf(SECRET, systemClock.now() - 61_000);
  const tooLong = tokenOf(SECRET, systemClock.now() + 61_000);
  const bad = [null, '', expired, tooLong, tokenOf('another secret of thirty-two characters'), `${good}x`, 'a.b'];
  for (const path of Object.values(SELF_CHECK_PATHS)) {
    const statuses = await Promise.all(bad.map(async (token) => (await ask(path, token)).status));
    expect(statuses).toEqual(bad.map(() => 404));
  }
  expect((await ask(SELF_CHECK_PATHS.echo, good)).status).toBe(200);
});

test('the echo tells what arrived, proves that it is this server, and does not repeat the token', async () => {
  const token = tokenOf(SECRET);
  const response = await ask(SELF_CHECK_PATHS.echo, token);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({
    proof: createSelfCheckKey({ secret: SECRET, clock: systemClock }).proofOf('nonce'),
    method: 'GET',
    peer: '127.0.0.1',
    address: '127.0.0.1',
    trusted: [],
    headers: { [NONCE_HEADER]: 'nonce', host: new URL(server.baseUrl).host },
  });
  expect(text).not.toContain(token);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('pieces tell how late they come, however they are cut', () => {
  const clock = createFakeClock();
  for (const shape of [AUDIO_PIECE, EVENT_PIECE]) {
    const meter = createLatenessMeter({ shape, clock });
    const beganMs = clock.monotonicMs();
    const piece = (sentMs: number): Buffer =>
      Buffer.from(`${'-'.repeat(shape.stampAt)}${stampOf(sentMs)}`.padEnd(shape.bytes, '-'));
    const take = (bytes: Buffer): void => {
      for (let at = 0; at < bytes.length; at += 7) meter.take(bytes.subarray(at, at + 7));
    };
    take(piece(clock.monotonicMs() - beganMs));
    clock.advance(1_000);
    take(Buffer.concat([piece(250), piece(500), piece(1_000)]));
    expect([meter.pieces, meter.lateMs]).toEqual([4, 750]);
  }
});

test('a doctor with other settings than the server says so', async () => {
  const other = settingsFor(server.baseUrl, { publicUrl: server.baseUrl, sessionSecret: `${SECRET} no more` });
  const checks = await checksWith(other, 100);
  expect(troubles(checks)).toEqual(['ports', 'reach']);
  expect(checks.get('ports')?.sentence).toMatch(/a LiveStreamer answers that has another SESSION_SECRET or DATA_DIR/);
});

test('the admin page begins a look, and sees what it has found', async () => {
  expect(await server.admin.rest.call(getChecks, {})).toEqual({ run: null });
  const { run } = await server.admin.rest.call(runChecks, {});
  expect(run).toMatchObject({ finishedAt: null, checks: [] });
  const last = await vi.waitUntil(
    async () => {
      const { run: now } = await server.admin.rest.call(getChecks, {});
      return now?.finishedAt != null && now;
    },
    { timeout: 25_000, interval: 50 },
  );
  expect(last.startedAt).toBe(run.startedAt);
  // How quickly the database answers is up to the machine that the test runs on.
  const states = last.checks.map(({ id, state }) => `${id} ${id === 'database' && state === 'warning' ? 'ok' : state}`);
  expect(states).toEqual(
    expect.arrayContaining(['ports ok', 'disk ok', 'database ok', 'reach skipped', 'audio skipped']),
  );
  expect(server.logged.join('\n')).not.toContain('could not be carried out');
});
