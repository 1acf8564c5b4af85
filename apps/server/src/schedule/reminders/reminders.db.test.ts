import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMailRig } from '../../../testing/mail-rig.ts';
import { openScheduleRig, type ScheduleRig } from '../schedule-rig.ts';
import { deleteOldReminders, insertReminder } from './reminder-store.ts';
import { createReminders } from './reminders.ts';

const MINUTE_MS = 60_000;
/** From the noon of the rig to the start of the show, but for the quarter of an hour. */
const UNTIL_DUE_MS = (31 * 60 - 15) * MINUTE_MS;

let rig: ScheduleRig;
let show: string;
beforeEach(async () => {
  rig = await openScheduleRig();
  show = await rig.plan();
});
afterEach(() => rig.close());

const ask = (accountId = rig.dj.accountId, broadcastId = show): Promise<void> =>
  insertReminder(rig.sql, { accountId, broadcastId, askedAt: new Date(rig.clock.now()) });

/** What was sent since the last time. */
const letters = async (): Promise<string[]> => {
  await rig.remind();
  return rig.letters.splice(0).map(({ to, subject }) => `${to}: ${subject}`);
};

const BEGINS = 'deejay@radio.example: Night is about to begin';
const OFF = 'deejay@radio.example: Night was called off';

test('a letter goes out a quarter of an hour before the start, not earlier, and once', async () => {
  await ask();
  rig.clock.advance(UNTIL_DUE_MS - 1);
  expect(await letters()).toEqual([]);
  rig.clock.advance(1);
  expect(await letters()).toEqual([BEGINS]);
  rig.clock.advance(10 * MINUTE_MS);
  expect(await letters()).toEqual([]);
});

test('of many servers that look at once one sends each letter', async () => {
  for (let index = 0; index < 120; index += 1) await ask((await rig.makeAccount(`member${index}`)).accountId);
  rig.clock.advance(UNTIL_DUE_MS);
  await Promise.all([rig.remind(), rig.remind(), rig.remind()]);
  await rig.remind();
  expect(rig.letters).toHaveLength(120);
  expect(new Set(rig.letters.map(({ to }) => to)).size).toBe(120);
});

test('a letter that could not be queued is not told of, and comes the next time', async () => {
  await ask();
  rig.clock.advance(UNTIL_DUE_MS);
  rig.failNextLetter();
  await expect(rig.remind()).rejects.toThrow('No letter can be queued.');
  expect(await letters()).toEqual([BEGINS]);
});

test('a server that dies between queueing and telling has done neither, and the next one does both', async () => {
  await ask();
  rig.clock.advance(UNTIL_DUE_MS);
  const { sql, clock } = rig;
  const { mail } = createMailRig({ database: { sql, url: '', close: async () => undefined }, smtpUrl: null });
  const siteUrl = () => 'https://radio.example';
  const dying = createReminders({
    ...{ sql, clock, siteUrl },
    queueLetter: async (db, letter) => {
      await mail.queue(db, letter);
      throw new Error('Killed.');
    },
  });
  const queued = () => sql`select recipient from letter`;
  await expect(dying()).rejects.toThrow('Killed.');
  expect(await queued()).toEqual([]);
  const next = createReminders({ sql, clock, siteUrl, queueLetter: mail.queue });
  await Promise.all([next(), next()]);
  expect(await queued()).toEqual([{ recipient: 'deejay@radio.example' }]);
});

test('the letter moves with the show; one that moved after its letter is told of again', async () => {
  await ask();
  await rig.change(show, { startsAt: '2026-11-03T20:00:00Z', endsAt: '2026-11-03T21:00:00Z' });
  rig.clock.advance(UNTIL_DUE_MS);
  expect(await letters()).toEqual([]);
  rig.clock.advance(60 * MINUTE_MS);
  expect(await letters()).toEqual([BEGINS]);
  await rig.change(show, { startsAt: '2026-11-03T23:00:00Z', endsAt: '2026-11-04T01:00:00Z' });
  expect(await letters()).toEqual([]);
  rig.clock.advance(180 * MINUTE_MS);
  expect(await letters()).toEqual([BEGINS]);
});

test('of a show that is called off only that is told, once', async () => {
  await ask();
  await rig.callOff(show);
  expect(await letters()).toEqual([OFF]);
  rig.clock.advance(UNTIL_DUE_MS);
  expect(await letters()).toEqual([]);
});

test('whoever was reminded already hears too that it was called off', async () => {
  await ask();
  rig.clock.advance(UNTIL_DUE_MS);
  expect(await letters()).toEqual([BEGINS]);
  await rig.callOff(show);
  expect(await letters()).toEqual([OFF]);
});

test('who asks at the last moment gets the letter at once; long after the start nobody does', async () => {
  rig.clock.advance(UNTIL_DUE_MS + 12 * MINUTE_MS);
  await ask();
  expect(await letters()).toEqual([BEGINS]);
  await ask(rig.owner.accountId);
  rig.clock.advance(8 * MINUTE_MS); // a server that was down
  expect(await letters()).toEqual([]);
});

test('a broadcaster who is early does not cost the others their letter', async () => {
  await ask();
  await rig.setState(show, 'live');
  rig.clock.advance(UNTIL_DUE_MS);
  await rig.remind();
  expect(rig.letters[0]?.paragraphs).toContain('It is on air already.');
});

test('no letter goes to accounts that are deleted or banned', async () => {
  await ask();
  await ask(rig.owner.accountId);
  await rig.sql`update account set deleted_at = now() where id = ${rig.dj.accountId}`;
  await rig.sql`update account set banned_at = now(), ban_reason = 'x' where id = ${rig.owner.accountId}`;
  rig.clock.advance(UNTIL_DUE_MS);
  expect(await letters()).toEqual([]);
});

test('asking twice is asking once, and a day after the show nothing of it is kept', async () => {
  await ask();
  await ask();
  const kept = () => rig.sql`select account_id from reminder`;
  expect(await kept()).toHaveLength(1);
  rig.clock.advance(57 * 60 * MINUTE_MS);
  await deleteOldReminders(rig.sql, new Date(rig.clock.now()));
  expect(await kept()).toHaveLength(1);
  rig.clock.advance(1);
  await deleteOldReminders(rig.sql, new Date(rig.clock.now()));
  expect(await kept()).toEqual([]);
});
