import { expect, it } from 'vitest';
import { dayAfter, momentOf, wallTimeOf } from './zoned-time.ts';

const iso = (date: string, time: string, zone: string): string | null => {
  const ms = momentOf({ date, time }, zone);
  return ms === null ? null : new Date(ms).toISOString();
};

it('knows when a clock elsewhere says a time, in summer and in winter', () => {
  expect(iso('2026-11-27', '20:00', 'Europe/Berlin')).toBe('2026-11-27T19:00:00.000Z');
  expect(iso('2026-07-01', '20:00', 'Europe/Berlin')).toBe('2026-07-01T18:00:00.000Z');
  expect(iso('2026-11-27', '20:00', 'Asia/Kolkata')).toBe('2026-11-27T14:30:00.000Z');
});

it('takes the first of two, and none where there is none', () => {
  expect(iso('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  expect(iso('2026-03-29', '02:30', 'Europe/Berlin')).toBeNull();
  expect(iso('2026-03-29', '', 'Europe/Berlin')).toBeNull();
});

it('reads the clock of a zone back', () => {
  const ms = Date.parse('2026-11-27T23:30:00.000Z');
  expect(wallTimeOf(ms, 'Europe/Berlin')).toEqual({ date: '2026-11-28', time: '00:30' });
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
});
