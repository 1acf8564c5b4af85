import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { insertReminder } from './reminders/reminder-store.ts';
import { openScheduleRig, RIG_NOW, type ScheduleRig } from './schedule-rig.ts';

const HOUR_MS = 3_600_000;
let rig: ScheduleRig;
beforeEach(async () => {
  rig = await openScheduleRig();
});
afterEach(() => rig.close());

/** Waits while half minutes go by: a round that is still going when its turn comes leaves the next one out. */
const ready = (check: () => Promise<void>) =>
  vi.waitFor(
    () => {
      rig.clock.advance(30_000);
      return check();
    },
    { timeout: 10_000 },
  );

test('a server looks after the schedule from its start to its stop: series go on, reminders go out, nobody’s show is missed', async () => {
  const first = await rig.plan({ repeats: { every: 'week', weekdays: ['tuesday'] } });
  await rig.sql`delete from broadcast where planned_start > '2026-11-04'`;
  await insertReminder(rig.sql, {
    accountId: rig.dj.accountId,
    broadcastId: first,
    askedAt: new Date(rig.clock.now()),
  });
  const servers = [rig.start(), rig.start()];
  await ready(async () => expect(await rig.shows()).toHaveLength(9));

  rig.clock.advance(30.75 * HOUR_MS);
  await ready(async () => expect(rig.letters).toHaveLength(1));
  rig.clock.advance(2 * HOUR_MS);
  await ready(async () => expect((await rig.shows())[0]).toBe('Tue 03 Nov 20:00-22:00 Night missed'));
  await ready(async () => expect(rig.changed.filter((id) => id === first)).toHaveLength(1));

  for (const { stop } of servers) await stop();
  expect([rig.clock.pending(), rig.letters.length]).toEqual([0, 1]);
});

test('shows of an account that is deleted are called off, told as others are, and do not come back with it', async () => {
  const theirs = await rig.plan({}, rig.dj);
  await rig.plan({ startsAt: '2026-11-05T19:00:00Z', endsAt: '2026-11-05T20:00:00Z', title: 'Mine' });
  await insertReminder(rig.sql, { accountId: rig.owner.accountId, broadcastId: theirs, askedAt: new Date(RIG_NOW) });
  await rig.sql`update account set deleted_at = now() where username = 'deejay'`;
  const { stop } = rig.start();
  await ready(async () =>
    expect(rig.letters.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
      'owner@radio.example: Night was called off',
    ]),
  );
  const [row] = await rig.sql`select state, plan_sequence from broadcast where id = ${theirs}`;
  expect(row).toEqual({ state: 'cancelled', planSequence: 1 });
  expect(rig.changed).toEqual([theirs]);
  await rig.sql`update account set deleted_at = null`;
  await rig.sql`delete from reminder`;
  await ready(async () =>
    expect(await rig.shows()).toEqual(['Tue 03 Nov 20:00-22:00 Night cancelled', 'Thu 05 Nov 20:00-21:00 Mine']),
  );
  await stop();
});

test('a round that fails does not end the work', async () => {
  const { stop } = rig.start();
  await rig.sql`alter table reminder rename to away`;
  await ready(async () => expect(rig.problems).not.toEqual([]));
  await rig.sql`alter table away rename to reminder`;
  const id = await rig.plan();
  await insertReminder(rig.sql, { accountId: rig.dj.accountId, broadcastId: id, askedAt: new Date(rig.clock.now()) });
  rig.clock.advance(30.75 * HOUR_MS);
  await ready(async () => expect(rig.letters).toHaveLength(1));
  await stop();
});
