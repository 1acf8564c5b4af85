import { type Repeats, repeatsSchema } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { addDays, daysBetween, lastDateOf, repeatDates, shiftWeekdays } from './repeat-dates.ts';

type Given = Parameters<typeof repeatsSchema.parse>[0];

const repeatsOf = (given: Given): Repeats => repeatsSchema.parse(given);

const dates = (startsOn: string, given: Given, to: string, from = startsOn): string[] => {
  const repeats = repeatsOf(given);
  return repeatDates({ startsOn, repeats, lastOn: lastDateOf(startsOn, repeats) }, { from, to });
};

test('every day, and every third', () => {
  expect(dates('2026-12-30', { every: 'day' }, '2027-01-02')).toEqual(
    ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'], // over the end of a year
  );
  expect(dates('2026-02-26', { every: 'day', interval: 3 }, '2026-03-05')).toEqual([
    '2026-02-26',
    '2026-03-01',
    '2026-03-04',
  ]);
});

test('on days of a week, from the first day on and not before it', () => {
  // 2026-12-02 is a Wednesday.
  const weekdays = ['monday', 'wednesday', 'sunday'];
  expect(dates('2026-12-02', { every: 'week', weekdays }, '2026-12-09')).toEqual([
    '2026-12-02',
    '2026-12-06',
    '2026-12-07',
    '2026-12-09',
  ]);
  expect(dates('2026-12-02', { every: 'week', weekdays: ['tuesday'] }, '2026-12-16')).toEqual([
    '2026-12-08',
    '2026-12-15',
  ]);
});

test('every second week counts weeks from Monday', () => {
  const weekdays = ['monday', 'friday'];
  // It begins on a Friday: the Monday after that is in the week that is left out.
  expect(dates('2026-12-04', { every: 'week', interval: 2, weekdays }, '2026-12-31')).toEqual([
    '2026-12-04',
    '2026-12-14',
    '2026-12-18',
    '2026-12-28',
  ]);
});

test('on the same day of the month, and months without it have none', () => {
  expect(dates('2027-01-31', { every: 'month', by: 'date' }, '2027-06-30')).toEqual([
    '2027-01-31',
    '2027-03-31',
    '2027-05-31',
  ]);
  expect(dates('2028-02-29', { every: 'month', by: 'date', interval: 12 }, '2036-12-31')).toEqual([
    '2028-02-29',
    '2032-02-29',
    '2036-02-29',
  ]);
});

test('on the same weekday of the month, counted from its beginning', () => {
  // The second Tuesdays.
  expect(dates('2026-12-08', { every: 'month', by: 'weekday' }, '2027-03-31')).toEqual([
    '2026-12-08',
    '2027-01-12',
    '2027-02-09',
    '2027-03-09',
  ]);
  // Fifth Thursdays: not every month has one.
  expect(dates('2026-12-31', { every: 'month', by: 'weekday' }, '2027-07-31')).toEqual([
    '2026-12-31',
    '2027-04-29',
    '2027-07-29',
  ]);
});

test('until a last day, itself among them, or for a number of shows', () => {
  expect(dates('2026-12-01', { every: 'day', until: '2026-12-03' }, '2027-12-01')).toHaveLength(3);
  const weekdays = ['tuesday', 'thursday'];
  expect(dates('2026-12-01', { every: 'week', weekdays, count: 3 }, '2027-12-01')).toEqual([
    '2026-12-01',
    '2026-12-03',
    '2026-12-08',
  ]);
  // The count counts from the first one, whatever part of the time is asked for.
  expect(dates('2026-12-01', { every: 'day', count: 5 }, '2027-12-01', '2026-12-04')).toEqual([
    '2026-12-04',
    '2026-12-05',
  ]);
  expect(repeatsSchema.safeParse({ every: 'day', count: 3, until: '2027-01-01' }).success).toBe(false);
});

test('a rule without a day is refused, and one with few of them ends the search', () => {
  expect(() =>
    lastDateOf('2026-12-02', repeatsOf({ every: 'week', weekdays: ['tuesday'], until: '2026-12-07' })),
  ).toThrow(RangeError);
  // A fifth Saturday of February comes every 28 years.
  const rare = repeatsOf({ every: 'month', by: 'weekday', interval: 12, count: 500 });
  expect(lastDateOf('2020-02-29', rare)).toBe('2116-02-29');
});

test('a last day in another millennium costs nothing', () => {
  const beganMs = performance.now();
  expect(lastDateOf('2026-12-01', repeatsOf({ every: 'day', until: '2999-12-31' }))).toBe('2999-12-31');
  expect(performance.now() - beganMs).toBeLessThan(500);
  expect(repeatsSchema.safeParse({ every: 'day', until: '3000-01-01' }).success).toBe(false);
});

test('days of a week move along with a series', () => {
  expect(shiftWeekdays(['saturday', 'sunday'], 1)).toEqual(['monday', 'sunday']);
  expect(shiftWeekdays(['monday'], -8)).toEqual(['sunday']);
  expect([addDays('2027-02-28', 1), daysBetween('2026-03-28', '2026-03-30')]).toEqual(['2027-03-01', 2]);
});
