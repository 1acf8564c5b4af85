import { expect, test } from 'vitest';
import { pairOccurrences } from './occurrence-pairing.ts';

const pair = (days: string[], dates: string[], shiftDays = 0) => {
  const { kept, left, fresh } = pairOccurrences({ occurrences: days, dateOf: (day) => day, dates, shiftDays });
  return { kept: Object.fromEntries(kept.map(({ occurrence, date }) => [occurrence, date])), left, fresh };
};

test('each show is still the one of its day', () => {
  expect(pair(['2027-01-05', '2027-01-12'], ['2027-01-05', '2027-01-06', '2027-01-12'])).toEqual({
    kept: { '2027-01-05': '2027-01-05', '2027-01-12': '2027-01-12' },
    left: [],
    fresh: ['2027-01-06'],
  });
});

test('when a series moves by a day, so does each of its shows, also where the next one was', () => {
  expect(pair(['2027-01-05', '2027-01-06'], ['2027-01-06', '2027-01-07'], 1)).toEqual({
    kept: { '2027-01-05': '2027-01-06', '2027-01-06': '2027-01-07' },
    left: [],
    fresh: [],
  });
});

test('a show whose day is gone takes a free one of the same week', () => {
  // Second Tuesdays become second Wednesdays: in September that is six days earlier.
  expect(pair(['2027-08-10', '2027-09-14'], ['2027-08-11', '2027-09-08'], 1).kept).toEqual({
    '2027-08-10': '2027-08-11',
    '2027-09-14': '2027-09-08',
  });
});

test('a show does not become one of another time: it is left, and the far day is fresh', () => {
  expect(pair(['2027-01-05', '2027-01-12'], ['2027-01-12', '2027-01-19'])).toEqual({
    kept: { '2027-01-12': '2027-01-12' },
    left: ['2027-01-05'],
    fresh: ['2027-01-19'],
  });
});

test('of many shows that become few, those stay whose days stay', () => {
  const week = ['04', '05', '06', '07', '08'].map((day) => `2027-01-${day}`);
  const { kept, left } = pair(week, ['2027-01-06']);
  expect([Object.keys(kept), left.length]).toEqual([['2027-01-06'], 4]);
});
