import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { plannedTimesOn } from '../planned-times.ts';
import { type CalendarShow, calendarText } from './calendar-text.ts';

const show = (given: Partial<CalendarShow> = {}): CalendarShow => ({
  id: '3f0c1c5e-8a53-4b7d-9d0e-1c2b3a4d5e6f',
  title: 'Night',
  description: '',
  tags: [],
  state: 'scheduled',
  plannedStart: new Date('2026-12-01T19:00:00.250Z'),
  plannedEnd: new Date('2026-12-01T21:00:00Z'),
  planSequence: 3,
  planChangedAt: new Date('2026-11-20T08:30:00Z'),
  ...given,
});

const textOf = (...shows: CalendarShow[]): string =>
  calendarText({ name: 'Radio; Nacht', shows, urlOf: (id) => `https://radio.example/club/${id}` });

const eventsIn = (text: string): ICAL.Event[] =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

const only = (text: string): ICAL.Event => {
  const [event] = eventsIn(text);
  if (!event) throw new Error('No event was found.');
  return event;
};

test('a calendar program reads what was planned', () => {
  const event = only(textOf(show({ tags: ['jazz', 'soul, funk'] })));
  expect([event.uid, event.sequence, event.summary]).toEqual([show().id, 3, 'Night']);
  expect(event.startDate.toJSDate().toISOString()).toBe('2026-12-01T19:00:00.000Z');
  expect(event.endDate.toJSDate().toISOString()).toBe('2026-12-01T21:00:00.000Z');
  const value = (name: string) => event.component.getFirstPropertyValue(name)?.toString();
  expect(value('url')).toBe(`https://radio.example/club/${show().id}`);
  expect([value('status'), value('dtstamp'), value('last-modified')]).toEqual([
    'CONFIRMED',
    '2026-11-20T08:30:00Z',
    '2026-11-20T08:30:00Z',
  ]);
  expect(event.component.getFirstProperty('categories')?.getValues()).toEqual(['jazz', 'soul, funk']);
});

test('a cancelled show stays in the calendar and says so', () => {
  const event = only(textOf(show({ state: 'cancelled' })));
  expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
});

test('text with every character that means something comes back as it was', () => {
  const title = 'a,b;c\\d:"e"\\n';
  const description = 'Line one\nline two\r\nline three\ttab; BEGIN:VEVENT\nEND:VCALENDAR';
  const event = only(textOf(show({ title, description })));
  expect(event.summary).toBe(title);
  expect(event.description).toBe(description.replace('\r\n', '\n'));
});

test('control characters, which no calendar may have, are left out', () => {
  expect(textOf(show({ title: 'a\u0000b\u0007c\u000bd' }))).toContain('SUMMARY:abcd\r\n');
});

test('no line is longer than 75 bytes, and no character is torn', () => {
  const title = `${'ё'.repeat(80)} ${'🎧'.repeat(40)} end`;
  const text = textOf(show({ title, description: 'x'.repeat(500) }));
  const lines = text.split('\r\n');
  expect(lines.pop()).toBe('');
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n\ufffd]/);
  }
  expect(lines.filter((line) => Buffer.byteLength(line) >= 72).length).toBeGreaterThan(5);
  expect(only(text).summary).toBe(title);
});

test('the same shows are the same text, so that its ETag stays', () => {
  expect(textOf(show(), show({ id: 'other' }))).toBe(textOf(show(), show({ id: 'other' })));
});

test.each([
  ['Europe/Berlin', ['2027-03-27', '2027-03-28', '2027-10-30', '2027-10-31']],
  ['America/New_York', ['2027-03-13', '2027-03-14', '2027-11-06', '2027-11-07']],
])('a reader in %s finds each show at 20:00 on both sides of a change of clocks', (timeZone, dates) => {
  const shows = dates.map((date) => {
    const { startMs, endMs } = plannedTimesOn({ startsAt: '20:00', durationMs: 3_600_000, timeZone }, date);
    return show({ id: date, plannedStart: new Date(startMs), plannedEnd: new Date(endMs) });
  });
  const local = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone });
  const starts = eventsIn(textOf(...shows)).map(({ startDate }) => local.format(startDate.toJSDate()));
  expect(starts).toEqual(dates.map((date) => `${date} 20:00`));
});
