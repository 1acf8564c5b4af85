import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createMailRig, LETTER, type MailRig } from '../../testing/mail-rig.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { startTestSmtp, type TestSmtp } from '../../testing/test-smtp.ts';

let database: TestDatabase;
let smtp: TestSmtp;
let rig: MailRig;
beforeAll(async () => {
  database = await openTestDatabase();
  smtp = await startTestSmtp();
});
afterAll(async () => {
  await smtp.close();
  await database.close();
});
beforeEach(() => {
  rig = createMailRig({ database, smtpUrl: smtp.url });
});
afterEach(async () => {
  await rig.stop();
  await database.sql`delete from letter`;
});

const allDone = async (): Promise<void> => {
  const waiting = () =>
    database.sql`select id from letter where sent_at is null and given_up_at is null union all select null from graphile_worker.jobs`;
  await vi.waitUntil(async () => (await waiting()).length === 0, { timeout: 20_000, interval: 20 });
};

test('a letter arrives as text and as HTML, from the sender of the settings', async () => {
  await rig.start();
  await rig.queue();
  const letter = await smtp.next();
  expect(letter.from?.value).toEqual([{ name: 'Radio', address: 'radio@radio.example' }]);
  expect(letter.to).toMatchObject({ value: [{ name: '', address: LETTER.to }] });
  expect(letter.subject).toBe(LETTER.subject);
  expect(letter.headers.get('auto-submitted')).toBe('auto-generated');
  expect(letter.text).toContain(
    'Hello Zoë,\n\nyou made an account.\n\nConfirm:\nhttps://radio.example/confirm-account?',
  );
  expect(letter.html).toContain('href="https://radio.example/confirm-account?token=t0ps3cret"');
  await allDone();
});

test('a Russian letter is Russian in its words and in its frame', async () => {
  await rig.start();
  await rig.queue({ language: 'ru', subject: 'Подтвердите адрес', paragraphs: ['Здравствуйте, Ёлка!'] });
  const letter = await smtp.next();
  expect(letter.subject).toBe('Подтвердите адрес');
  expect(letter.text).toContain('Здравствуйте, Ёлка!');
  expect(letter.text).toContain('автоматическое письмо от radio.example');
  expect(letter.html).toContain('<html lang="ru">');
  await allDone();
});

test('a letter of a transaction that is rolled back never was', async () => {
  await rig.start();
  const undone = database.sql.begin(async (tx) => {
    await rig.mail.queue(tx, { ...LETTER, subject: 'Never' });
    throw new Error('The change failed.');
  });
  await expect(undone).rejects.toThrow('The change failed.');
  await rig.queue({ subject: 'After' });
  expect((await smtp.next()).subject).toBe('After');
  expect(smtp.letters()).toEqual([]);
  await allDone();
});

test('what a letter says is sealed in the database until it is sent, gone afterwards, and never in the log', async () => {
  const dump = async (): Promise<string> =>
    JSON.stringify([
      await database.sql`select * from letter`,
      await database.sql`select * from graphile_worker._private_jobs`,
    ]);
  const words = ['t0ps3cret', 'Confirm', 'Hello', 'you made'];
  await rig.queue();
  const before = await dump();
  for (const word of words) expect(before).not.toContain(word);
  expect(before).toContain('sealedText":"');

  await rig.start();
  await smtp.next();
  await allDone();
  const after = await dump();
  expect(after).toContain('sealedText":null');
  for (const word of words) expect(after).not.toContain(word);
  for (const word of [...words, LETTER.to]) expect(rig.logged()).not.toContain(word);
});

test('an address that tries to be two, or a header, is one recipient or none', async () => {
  await rig.start();
  await rig.queue({ to: 'a@radio.example, b@radio.example' });
  await rig.queue({ subject: 'Hello\r\nBcc: c@radio.example' });
  const letter = await smtp.next();
  expect(letter.bcc).toBeUndefined();
  expect(letter.to).toMatchObject({ value: [{ address: LETTER.to }] });
  await allDone();
  expect(smtp.letters()).toEqual([]);
});

test('two servers on one database send each letter once', async () => {
  const other = createMailRig({ database, smtpUrl: smtp.url });
  await Promise.all([rig.start(), other.start()]);
  const subjects = Array.from({ length: 20 }, (_, index) => `Letter ${index}`);
  await Promise.all(subjects.map((subject) => rig.queue({ subject })));
  await allDone();
  expect(smtp.letters().map(({ subject }) => subject)).toHaveLength(20);
  expect(new Set(smtp.letters().map(({ subject }) => subject))).toEqual(new Set(subjects));
  for (const _ of subjects) await smtp.next();
  await other.stop();
});

test('letters go after thirty days', async () => {
  await rig.queue();
  await database.sql`update letter set created_at = now() - interval '31 days', sent_at = now(), sealed_text = null`;
  await rig.start();
  await vi.waitUntil(async () => (await database.sql`select id from letter`).length === 0, { timeout: 10_000 });
  await allDone();
});
