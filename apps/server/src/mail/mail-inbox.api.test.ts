import { listLetters, requestPasswordReset } from '@livestreamer/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { createMailRig, LETTER } from '../../testing/mail-rig.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { startTestSmtp } from '../../testing/test-smtp.ts';
import type { Environment } from '../config.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const startServer = async (env: Environment = {}): Promise<TestServer> => {
  server = await startTestServer({ env });
  return server;
};

test('without SMTP_URL a letter is shown to whoever started the server, and kept, newest first', async () => {
  const database = await openTestDatabase();
  const rig = createMailRig({ database, smtpUrl: null });
  await rig.start();
  await rig.queue({ subject: 'First' });
  await vi.waitUntil(() => rig.announced.length === 1, { timeout: 10_000 });
  await rig.queue({ subject: 'Second' });
  await vi.waitUntil(() => rig.announced.length === 2, { timeout: 10_000 });
  expect(rig.announced[0]).toMatch(/this letter to zoe@radio\.example is shown here:\n\nFirst\n\nHello Zoë,/);
  expect(rig.announced[0]).toContain('https://radio.example/confirm-account?token=t0ps3cret');
  expect(rig.logged()).not.toContain('t0ps3cret');
  expect(rig.logged()).not.toContain(LETTER.to);
  await rig.stop();
  await database.close();
});

test('the inbox of a server without SMTP_URL is for admins', async () => {
  const { admin, visitor } = await startServer();
  await expect(visitor().rest.call(listLetters, {})).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(await admin.rest.call(listLetters, {})).toEqual({ items: [] });

  await visitor().rest.call(requestPasswordReset, { body: { email: admin.email } });
  const letters = async () => (await admin.rest.call(listLetters, {})).items;
  await vi.waitUntil(async () => (await letters()).length > 0, { timeout: 10_000, interval: 20 });
  const [letter] = await letters();
  expect(letter).toMatchObject({ to: admin.email, text: expect.stringContaining('?token=') });
});

test('a letter that is shown to whoever started the server never gets into the log', async () => {
  const { admin, visitor, announced, logged } = await startServer();
  await visitor().rest.call(requestPasswordReset, { body: { email: admin.email } });
  const shown = () => announced.some((sentence) => sentence.includes('/reset-password?token='));
  await vi.waitUntil(shown, { timeout: 10_000, interval: 20 });
  expect(logged.join('')).not.toContain('?token=');
  expect(logged.join('')).not.toContain(admin.email);
});

test('a server with SMTP_URL has no inbox', async () => {
  const smtp = await startTestSmtp();
  const { admin } = await startServer({ SMTP_URL: smtp.url });
  await expect(admin.rest.call(listLetters, {})).rejects.toMatchObject({ code: 'not_found' });
  await smtp.close();
});
