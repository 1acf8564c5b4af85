import { expect, it } from 'vitest';
import { addMonths, byDay, dateOfDay, dayOf, isLocalMonth, weeksOf } from './local-days.ts';

it('a calendar shows six whole weeks from Monday, with the month in them', () => {
  const weeks = weeksOf('2026-11');
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ]);
  expect(weeks[5]?.at(-1)).toBe('2026-12-06');
  for (const week of weeks) expect(dateOfDay(week[0] ?? '').getDay()).toBe(1);
});

it('every day of a month is there once, also where clocks are changed', () => {
  for (const month of ['2026-03', '2026-10', '2028-02']) {
    const days = weeksOf(month).flat();
    expect(new Set(days).size).toBe(42);
    expect(days.map((day) => dayOf(dateOfDay(day)))).toEqual(days);
  }
});

it('months follow each other over the end of the year', () => {
  expect(addMonths('2026-12', 1)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
});

it('what is no month is none', () => {
  expect(['2026-11', '2026-13', '11-2026', '', '0026-01'].map(isLocalMonth)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

it('what happens is put to the days of the visitor', () => {
  const late = new Date(2026, 10, 27, 23, 59).toISOString();
  const early = new Date(2026, 10, 28, 0, 1).toISOString();
  const days = byDay([{ at: late }, { at: early }, { at: early }], ({ at }) => at);
  expect([...days].map(([day, items]) => [day, items.length])).toEqual([
    ['2026-11-27', 1],
    ['2026-11-28', 2],
  ]);
});
