import { expect, test } from 'vitest';
import { dateIn, plannedTimesOn, spanText, timeZoneNamed, wallTimesOf } from './planned-times.ts';

const HOUR_MS = 3_600_000;

const onDay = (date: string, startsAt: string, hours: number, timeZone = 'Europe/Berlin'): [string, string] => {
  const { startMs, endMs } = plannedTimesOn({ startsAt, durationMs: hours * HOUR_MS, timeZone }, date);
  return [new Date(startMs).toISOString().slice(0, 16), new Date(endMs).toISOString().slice(0, 16)];
};

test.each([
  ['Europe/Berlin', '2027-03-27', '19:00', '2027-03-28', '18:00'],
  ['Europe/Berlin', '2027-10-30', '18:00', '2027-10-31', '19:00'],
  ['America/New_York', '2027-03-13', '01:00', '2027-03-14', '00:00'],
  ['America/New_York', '2027-11-06', '00:00', '2027-11-07', '01:00'],
])('20:00 stays 20:00 in %s, %s and after', (timeZone, before, utcBefore, after, utcAfter) => {
  expect(onDay(before, '20:00', 1, timeZone)[0].slice(11)).toBe(utcBefore);
  expect(onDay(after, '20:00', 1, timeZone)[0].slice(11)).toBe(utcAfter);
});

test('a show through the night of the change ends when the clock on the wall says so', () => {
  expect(onDay('2027-03-27', '23:00', 6)).toEqual(['2027-03-27T22:00', '2027-03-28T03:00']); // five hours
  expect(onDay('2027-10-30', '23:00', 6)).toEqual(['2027-10-30T21:00', '2027-10-31T04:00']); // seven
});

test('a time that the clocks jump over is later by the jump: 02:30 is 03:30', () => {
  expect(onDay('2027-03-28', '02:30', 2)).toEqual(['2027-03-28T01:30', '2027-03-28T02:30']); // 03:30 to 04:30
  expect(onDay('2027-03-14', '02:30', 2, 'America/New_York')[0]).toBe('2027-03-14T07:30');
});

test('a show that the jump would turn around keeps its length', () => {
  expect(onDay('2027-03-28', '02:30', 0.5)).toEqual(['2027-03-28T01:30', '2027-03-28T02:00']); // 03:30 to 04:00
});

test('of a time that comes twice the first is meant', () => {
  expect(onDay('2027-10-31', '02:30', 1)).toEqual(['2027-10-31T00:30', '2027-10-31T02:30']); // 02:30 in summer to 03:30 in winter
  expect(onDay('2027-11-07', '01:30', 1, 'America/New_York')[0]).toBe('2027-11-07T05:30');
});

test('shows that follow one another without a break do so in every night', () => {
  for (const date of ['2027-03-28', '2027-10-31', '2027-06-01'])
    expect(onDay(date, '00:00', 2.5)[1]).toBe(onDay(date, '02:30', 3)[0]);
});

test('a show has a day and a time of day in its time zone, and gets its instants back from them', () => {
  const times = { startMs: Date.parse('2026-12-31T23:30:00.250Z'), endMs: Date.parse('2027-01-01T01:00:00Z') };
  const { date, wall } = wallTimesOf(times, 'Europe/Berlin');
  expect([date, wall.startsAt]).toEqual(['2027-01-01', '00:30:00.25']);
  expect(plannedTimesOn(wall, date)).toEqual(times);
  // From the first 02:30 to the second 02:15 of that night.
  const turned = { startMs: Date.parse('2027-10-31T00:30:00Z'), endMs: Date.parse('2027-10-31T01:15:00Z') };
  expect(wallTimesOf(turned, 'Europe/Berlin').wall.durationMs).toBe(45 * 60_000);
});

test('time zones have names, and offsets are none', () => {
  expect(['europe/berlin', 'utc', 'UTC'].map(timeZoneNamed)).toEqual(['Europe/Berlin', 'UTC', 'UTC']);
  expect(['+01:00', 'Mars/Phobos', '', 'Europe/Berlin[u-ca=hebrew]'].map(timeZoneNamed)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('messages name a span as its time zone has it', () => {
  const times = { startMs: Date.parse('2026-12-01T19:00:00Z'), endMs: Date.parse('2026-12-01T21:00:00Z') };
  expect(spanText(times, 'Europe/Berlin')).toBe('2026-12-01 20:00 to 22:00 (Europe/Berlin)');
  expect(spanText(times, 'Asia/Tokyo')).toBe('2026-12-02 04:00 to 06:00 (Asia/Tokyo)');
  expect(spanText({ ...times, endMs: times.endMs + 4 * HOUR_MS }, 'UTC')).toBe(
    '2026-12-01 19:00 to 2026-12-02 01:00 (UTC)',
  );
  expect(dateIn(times.startMs, 'Asia/Tokyo')).toBe('2026-12-02');
});
