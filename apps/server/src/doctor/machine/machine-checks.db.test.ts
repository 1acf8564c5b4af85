import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { systemClock as clock } from '@livestreamer/clock';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { startRedisProcess } from '../../../testing/redis-process.ts';
import { openTestDatabase } from '../../../testing/test-database.ts';
import { startTestSmtp } from '../../../testing/test-smtp.ts';
import { silentLogger, systemChance } from '../../platform/index.ts';
import { checksWith, settingsFor } from '../doctor-rig.ts';
import { createDoctor } from '../index.ts';
import { judgeDatabase, lookAtDatabase } from './database-check.ts';
import { checkRedis } from './redis-check.redis.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
});

const portOf = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
};

test('a real PostgreSQL is told with its version, how quickly it answers, and its clock', async () => {
  const database = await openTestDatabase({ migrated: false });
  undo.push(database.close);
  const look = await lookAtDatabase({ url: database.url, clock });
  expect(judgeDatabase(look).sentence).toMatch(/^PostgreSQL 1[5-9]\.\d+ answers in \d+\.\d ms\.$/);
  const other = await lookAtDatabase({ url: database.url, clock: { ...clock, now: () => clock.now() + 60_000 } });
  const aheadMs = other !== null && 'aheadMs' in other ? other.aheadMs : 0;
  expect(aheadMs).toBeGreaterThan(59_000);
  expect(aheadMs).toBeLessThan(61_000);
});

test('a PostgreSQL that is not there is a failure, told without its password', async () => {
  const look = await lookAtDatabase({ url: 'postgres://radio:hunter2@127.0.0.1:1/radio', clock });
  const { state, sentence } = judgeDatabase(look);
  expect(state).toBe('failed');
  expect(sentence).toMatch(/^PostgreSQL at 127\.0\.0\.1:1\/radio cannot be used: /);
  expect(sentence).not.toContain('hunter2');
});

test('a real Redis that keeps nothing is a warning, and one that is not there a failure', async () => {
  const redis = await startRedisProcess();
  undo.push(redis.stop);
  expect(await checkRedis(redis.url)).toMatchObject({
    state: 'warning',
    advice: expect.stringContaining('appendonly'),
  });
  await redis.stop();
  expect(await checkRedis(redis.url)).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/^Redis at 127\.0\.0\.1:\d+ \(REDIS_URL\) is not reachable: .*\.$/),
  });
});

test('a free port is fine, and one that others have is not', async () => {
  const at = async (port: number) => (await checksWith(settingsFor(`http://127.0.0.1:${port}`), 100)).get('ports');
  const silent = createServer((socket) => socket.destroy());
  const silentPort = await portOf(silent);
  expect((await at(silentPort))?.sentence).toMatch(/a program listens that does not answer \(.*\)\.$/);
  silent.close();
  await once(silent, 'close');
  expect((await at(silentPort))?.sentence).toBe(
    `No server answers on http://127.0.0.1:${silentPort}; 127.0.0.1 port ${silentPort} is free for it.`,
  );
  const other = createHttpServer((_, response) => response.end('Hello'));
  const otherPort = await portOf(other);
  expect(await at(otherPort)).toMatchObject({
    state: 'failed',
    sentence: `Another program answers on http://127.0.0.1:${otherPort}.`,
    advice: expect.stringContaining(`ss -ltnp 'sport = :${otherPort}'`),
  });
});

const mailAt = async (smtpUrl: string) =>
  (await checksWith(settingsFor('http://127.0.0.1:1', { smtpUrl }), 100)).get('mail');

test('a mail server is asked to let us in and given no letter; a letter goes out on demand alone', async () => {
  const smtp = await startTestSmtp();
  undo.push(smtp.close);
  const settings = settingsFor('http://127.0.0.1:1', { smtpUrl: smtp.url });
  expect((await checksWith(settings, 100)).get('mail')).toMatchObject({
    state: 'ok',
    sentence: expect.stringMatching(/lets us in on this machine, without a password/),
  });
  expect([smtp.asked(), smtp.letters()]).toEqual([false, []]);
  const doctor = createDoctor({ settings, clock, chance: systemChance, log: silentLogger });
  expect(await doctor.sendLetter('zoe@radio.example')).toMatchObject({ id: 'mail', state: 'ok' });
  expect(await smtp.next()).toMatchObject({ subject: 'A letter from radio.example' });
});

test('a mail server that is not there, or wants another password, is told as that', async () => {
  const smtp = await startTestSmtp();
  undo.push(smtp.close);
  const refused = await mailAt(smtp.url.replace('//', '//radio:hunter2@'));
  expect(refused).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/refuses the name or the password/),
  });
  expect(refused?.sentence).not.toContain('hunter2');
  expect((await mailAt('smtp://127.0.0.1:1'))?.sentence).toMatch(/cannot be reached \(ESOCKET\)/);
  expect((await mailAt(smtp.url.replace('smtp:', 'smtps:')))?.sentence).toMatch(/cannot be reached, or not by TLS/);
});

test('a mail server is signed in to by STARTTLS, and one whose certificate is not good is not trusted', async () => {
  const smtp = new SMTPServer({
    closeTimeout: 100,
    onAuth: ({ password }, _, callback) =>
      password === 'hunter2' ? callback(null, { user: 'radio' }) : callback(new Error('No.')),
  });
  smtp.on('error', () => undefined);
  undo.push(() => new Promise((resolve) => smtp.close(() => resolve(null))));
  const port = await portOf(smtp.server);
  // Its built-in certificate has ended.
  const url = `smtp://radio:hunter2@127.0.0.1:${port}`;
  expect(await mailAt(url)).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/offers STARTTLS, but its certificate/),
  });
  const { state, sentence } = (await mailAt(`${url}?tls.rejectUnauthorized=false`)) ?? {};
  expect([state, sentence]).toEqual(['ok', expect.stringMatching(/lets us in over STARTTLS, signed in;/)]);
});
