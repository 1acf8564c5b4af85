import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScheduleRig, refusalOf, type ScheduleRig } from './schedule-rig.ts';

let rig: ScheduleRig;
let first: string;
let second: string;
let third: string;
beforeEach(async () => {
  rig = await openScheduleRig();
  first = await rig.plan({ repeats: { every: 'week', weekdays: ['tuesday'], count: 4 } });
  second = await rig.idOf('2026-11-10T19:00:00Z');
  third = await rig.idOf('2026-11-17T19:00:00Z');
});
afterEach(() => rig.close());

const ids = async (): Promise<string[]> =>
  (await rig.sql<{ id: string }[]>`select id from broadcast order by planned_start`).map(({ id }) => id);

const none = { until: null, count: null };

test('one show of a series is changed or called off alone', async () => {
  await rig.change(second, { title: 'Guest', startsAt: '2026-11-11T19:00:00Z', endsAt: '2026-11-11T21:00:00Z' });
  await rig.callOff(third);
  expect(await rig.shows()).toEqual([
    'Tue 03 Nov 20:00-22:00 Night',
    'Wed 11 Nov 20:00-22:00 Guest',
    'Tue 17 Nov 20:00-22:00 Night cancelled',
    'Tue 24 Nov 20:00-22:00 Night',
  ]);
});

test('this one and all after it move, and are the same shows still', async () => {
  const before = await ids();
  await rig.change(second, { scope: 'following', startsAt: '2026-11-11T20:00:00Z', endsAt: '2026-11-11T21:00:00Z' });
  expect(await rig.shows()).toEqual([
    'Tue 03 Nov 20:00-22:00 Night',
    'Wed 11 Nov 21:00-22:00 Night',
    'Wed 18 Nov 21:00-22:00 Night',
    'Wed 25 Nov 21:00-22:00 Night',
  ]);
  expect(await ids()).toEqual(before);
  // The old series ends, the count of the new one is what was left, and neither has more to come.
  const series = await rig.sql`select last_on::text, repeats->'count' as count from schedule_series order by starts_on`;
  expect(series).toEqual([
    { lastOn: '2026-11-09', count: null },
    { lastOn: '2026-11-25', count: 3 },
  ]);
  await rig.roll();
  expect(await ids()).toEqual(before);
});

test('all of them move: a series that overlaps itself halfway too', async () => {
  const allDay = { title: 'Day', startsAt: '2026-12-06T06:00:00Z', endsAt: '2026-12-07T06:00:00Z' };
  const id = await rig.plan({ ...allDay, repeats: { every: 'day', count: 5 } });
  await rig.change(id, { scope: 'all', startsAt: '2026-12-06T08:00:00Z', endsAt: '2026-12-07T08:00:00Z' });
  expect((await rig.shows()).slice(4)).toEqual(
    ['Sun 06', 'Mon 07', 'Tue 08', 'Wed 09', 'Thu 10'].map((day) => `${day} Dec 09:00-09:00 Day`),
  );
});

test('shows that began, or are over, stay as they were', async () => {
  await rig.setState(first, 'live');
  await rig.setState(second, 'missed');
  await rig.change(third, {
    scope: 'all',
    title: 'New Night',
    startsAt: '2026-11-17T18:00:00Z',
    endsAt: '2026-11-17T21:00:00Z',
  });
  expect(await rig.shows()).toEqual([
    'Tue 03 Nov 20:00-22:00 Night live',
    'Tue 10 Nov 20:00-22:00 Night missed',
    'Tue 17 Nov 19:00-22:00 New Night',
    'Tue 24 Nov 19:00-22:00 New Night',
  ]);
});

test('what was changed or called off alone stays so when the series changes', async () => {
  await rig.change(second, { title: 'Guest' });
  await rig.change(third, { startsAt: '2026-11-17T17:00:00Z', endsAt: '2026-11-17T18:00:00Z' });
  await rig.callOff(await rig.idOf('2026-11-24T19:00:00Z'));
  await rig.change(first, {
    scope: 'all',
    title: 'New',
    startsAt: '2026-11-03T20:00:00Z',
    endsAt: '2026-11-03T21:00:00Z',
  });
  const shows = [
    'Tue 03 Nov 21:00-22:00 New',
    'Tue 10 Nov 21:00-22:00 Guest',
    'Tue 17 Nov 18:00-19:00 New',
    'Tue 24 Nov 20:00-22:00 Night cancelled',
  ];
  expect(await rig.shows()).toEqual(shows);
  await rig.roll();
  expect(await rig.shows()).toEqual(shows);
});

test('words alone move nothing, also from a show that was moved itself', async () => {
  await rig.change(second, { startsAt: '2026-11-11T19:00:00Z', endsAt: '2026-11-11T21:00:00Z' });
  await rig.change(second, { scope: 'following', title: 'Renamed' });
  expect(await rig.shows()).toEqual([
    'Tue 03 Nov 20:00-22:00 Night',
    'Wed 11 Nov 20:00-22:00 Renamed',
    'Tue 17 Nov 20:00-22:00 Renamed',
    'Tue 24 Nov 20:00-22:00 Renamed',
  ]);
});

test('another rule: shows of days that stay are kept, the others are called off, new days are added', async () => {
  await rig.change(second, {
    scope: 'following',
    repeats: { every: 'week', interval: 2, weekdays: ['tuesday', 'sunday'], until: '2026-12-01', count: null },
  });
  expect(await rig.shows()).toEqual([
    'Tue 03 Nov 20:00-22:00 Night',
    'Tue 10 Nov 20:00-22:00 Night',
    'Sun 15 Nov 20:00-22:00 Night',
    'Tue 24 Nov 20:00-22:00 Night',
    'Sun 29 Nov 20:00-22:00 Night',
  ]);
  expect((await ids())[2]).toBe(third); // its day is gone, and the Sunday before is near
});

test('a show that has no day in the rule that is asked for with it is refused', async () => {
  const repeats = { every: 'month', by: 'weekday', interval: 1, until: '2026-11-04', count: null } as const;
  expect((await refusalOf(rig.change(third, { scope: 'following', repeats }))).code).toBe('validation_failed');
  expect(await rig.shows()).toHaveLength(4);
});

test('how a series repeats is not changed for one show alone', async () => {
  const repeats = { every: 'day', interval: 1, ...none } as const;
  expect((await refusalOf(rig.change(second, { repeats }))).code).toBe('validation_failed');
});

test('a single show becomes a series, and the first of it', async () => {
  const id = await rig.plan({ title: 'Solo', startsAt: '2026-11-05T19:00:00Z', endsAt: '2026-11-05T20:00:00Z' });
  await rig.change(id, { repeats: { every: 'week', interval: 1, weekdays: ['thursday'], until: null, count: 2 } });
  const solos = (await rig.shows()).filter((show) => show.endsWith('Solo'));
  expect(solos).toEqual(['Thu 05 Nov 20:00-21:00 Solo', 'Thu 12 Nov 20:00-21:00 Solo']);
  expect(await rig.idOf('2026-11-05T19:00:00Z')).toBe(id);
});

test('a series ends with one show, which stays alone', async () => {
  await rig.change(second, { scope: 'following', repeats: null, title: 'Finale' });
  expect(await rig.shows()).toEqual([
    'Tue 03 Nov 20:00-22:00 Night',
    'Tue 10 Nov 20:00-22:00 Finale',
    'Tue 17 Nov 20:00-22:00 Night cancelled',
    'Tue 24 Nov 20:00-22:00 Night cancelled',
  ]);
  expect(await rig.sql`select series_id from broadcast where id = ${second}`).toEqual([{ seriesId: null }]);
});

test('all that follow, or all, are called off', async () => {
  await rig.callOff(third, 'following');
  expect((await rig.shows()).map((show) => show.endsWith('cancelled'))).toEqual([false, false, true, true]);
  await rig.callOff(second, 'all');
  await rig.roll();
  expect((await rig.shows()).map((show) => show.endsWith('cancelled'))).toEqual([true, true, true, true]);
});

test('a series does not move onto another show, and then nothing of it has moved', async () => {
  await rig.plan({ title: 'Gala', startsAt: '2026-11-25T18:00:00Z', endsAt: '2026-11-25T23:00:00Z' });
  const before = await rig.shows();
  const refused = await refusalOf(
    rig.change(second, { scope: 'all', startsAt: '2026-11-11T19:00:00Z', endsAt: '2026-11-11T21:00:00Z' }),
  );
  expect(refused).toMatchObject({
    code: 'schedule_overlap',
    message: expect.stringContaining('2026-11-25 20:00 to 22:00'),
  });
  expect(await rig.shows()).toEqual(before);
});

test('each show that moves with its series gets a number for its calendar entry', async () => {
  await rig.change(first, { scope: 'all', startsAt: '2026-11-03T20:00:00Z', endsAt: '2026-11-03T22:00:00Z' });
  const numbers = await rig.sql`select plan_sequence from broadcast`;
  expect(numbers.map(({ planSequence }) => planSequence)).toEqual([1, 1, 1, 1]);
});
