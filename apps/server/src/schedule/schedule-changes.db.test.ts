import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScheduleRig, refusalOf, type ScheduleRig } from './schedule-rig.ts';

let rig: ScheduleRig;
beforeEach(async () => {
  rig = await openScheduleRig();
});
afterEach(() => rig.close());

const planChanges = async (id: string): Promise<unknown[]> => {
  const [row] = await rig.sql`select plan_sequence, title, account_id, time_zone from broadcast where id = ${id}`;
  return Object.values(row ?? {});
};

test('a planned show gets other words, times and another broadcaster, and each change a number', async () => {
  const id = await rig.plan();
  await rig.change(id, { title: 'Late Night', tags: ['jazz', 'jazz'] });
  await rig.change(id, { startsAt: '2026-11-04T20:00:00Z', endsAt: '2026-11-04T21:00:00Z' });
  await rig.change(id, { broadcaster: 'deejay', timeZone: 'utc' });
  expect(await rig.shows()).toEqual(['Wed 04 Nov 21:00-22:00 Late Night']);
  expect(await planChanges(id)).toEqual([2, 'Late Night', rig.dj.accountId, 'UTC']);
});

test('a show may move to where it was itself, and not to where another is', async () => {
  const id = await rig.plan();
  await rig.plan({ title: 'Jazz', startsAt: '2026-11-03T21:30:00Z', endsAt: '2026-11-03T22:00:00Z' });
  const late = { startsAt: '2026-11-03T19:30:00Z', endsAt: '2026-11-03T21:30:00Z' };
  expect((await refusalOf(rig.change(id, late))).code).toBe('done');
  expect(await refusalOf(rig.change(id, { endsAt: '2026-11-03T21:31:00Z' }))).toMatchObject({
    code: 'schedule_overlap',
    message: expect.stringContaining('“Jazz”'),
  });
});

test('a show whose broadcaster is late may end later, but not begin anew in the past', async () => {
  const id = await rig.plan();
  rig.clock.advance(32 * 3_600_000); // Tuesday, 21:00 in Berlin
  expect((await refusalOf(rig.change(id, { endsAt: '2026-11-03T22:00:00Z' }))).code).toBe('done');
  expect((await refusalOf(rig.change(id, { startsAt: '2026-11-03T19:10:00Z' }))).code).toBe('validation_failed');
  expect((await refusalOf(rig.change(id, { endsAt: '2026-11-03T19:59:00Z' }))).code).toBe('validation_failed');
});

test.each(['live', 'missed', 'cancelled'])('a show that is %s is not changed and not called off', async (state) => {
  const id = await rig.plan();
  await rig.setState(id, state);
  expect((await refusalOf(rig.change(id, { title: 'Other' }))).code).toBe('already_begun');
  expect((await refusalOf(rig.callOff(id))).code).toBe('already_begun');
  expect((await rig.shows())[0]).toContain(`Night ${state}`);
});

test('a show whose time is over is not changed, though nobody said yet that it was missed', async () => {
  const id = await rig.plan();
  rig.clock.advance(34 * 3_600_000);
  expect((await refusalOf(rig.callOff(id))).code).toBe('already_begun');
});

test('strangers change nothing; those whose show it is do, and only call it off when they left the team', async () => {
  const id = await rig.plan({}, rig.dj);
  const stranger = await rig.makeAccount('stranger', ['station.broadcast', 'broadcast.edit']);
  expect((await refusalOf(rig.change(id, { title: 'Mine' }, stranger))).code).toBe('forbidden');
  expect((await refusalOf(rig.callOff(id, 'one', stranger))).code).toBe('forbidden');
  expect((await refusalOf(rig.change(id, { title: 'Mine' }, rig.dj))).code).toBe('done');
  rig.team.clear();
  expect((await refusalOf(rig.change(id, { title: 'Still mine' }, rig.dj))).code).toBe('forbidden');
  expect((await refusalOf(rig.callOff(id, 'one', rig.dj))).code).toBe('done');
});

test('a show that was called off keeps its page', async () => {
  const id = await rig.plan();
  await rig.callOff(id);
  expect(await rig.shows()).toEqual(['Tue 03 Nov 20:00-22:00 Night cancelled']);
  expect((await planChanges(id))[0]).toBe(1);
});

test('what is deleted or was never planned is not found', async () => {
  expect((await refusalOf(rig.change(rig.owner.accountId, { title: 'x' }))).code).toBe('not_found');
});
