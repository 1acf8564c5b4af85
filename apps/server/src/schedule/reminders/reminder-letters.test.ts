import { expect, test } from 'vitest';
import { leftOutLetter, reminderLetter } from './reminder-letters.ts';
import type { DueReminder } from './reminder-store.ts';

const due: DueReminder = {
  username: 'zoe',
  email: 'zoe@radio.example',
  language: 'en',
  confirmedAt: new Date(0),
  bannedAt: null,
  bannedUntil: null,
  deletedAt: null,
  broadcastId: 'abc',
  title: 'Friday Night',
  station: 'club',
  stationName: 'Club',
  state: 'scheduled',
  plannedStart: new Date('2026-12-04T19:00:00Z'),
  timeZone: 'Europe/Berlin',
};

const letter = (given: Partial<DueReminder> = {}) => reminderLetter({ ...due, ...given }, 'https://radio.example');

test('a reminder says what begins where and when, by the clock of its time zone, and opens its page', () => {
  const { to, subject, paragraphs, action } = letter();
  expect([to, subject]).toEqual(['zoe@radio.example', 'Friday Night is about to begin']);
  expect(paragraphs[0]).toContain('“Friday Night” on Club');
  expect(paragraphs[0]).toContain('Friday 4 December, 20:00 Central European Standard Time');
  expect(action).toEqual({ label: 'Listen', url: 'https://radio.example/club/abc' });
});

test('it is written in the language of the account', () => {
  const { language, subject, paragraphs, action } = letter({ language: 'ru' });
  expect([language, subject, action?.label]).toEqual(['ru', 'Скоро начнётся: Friday Night', 'Слушать']);
  expect(paragraphs[0]).toContain('пятница, 4 декабря, 20:00 Центральная Европа, стандартное время');
});

test('it says so when the show is on air already', () => {
  expect(letter({ state: 'live' }).paragraphs).toContain('It is on air already.');
  expect(letter({ state: 'reconnecting', language: 'ru' }).paragraphs).toContain('Передача уже в эфире.');
});

test.each([
  ['en', 'Friday Night was called off', 'This show was called off. You need not do anything.'],
  ['ru', 'Отменено: Friday Night', 'Передача отменена. Ничего делать не нужно.'],
] as const)('of a cancelled show it says that: %s', (language, subject, sentence) => {
  const off = letter({ state: 'cancelled', language });
  expect([off.subject, off.paragraphs[1]]).toEqual([subject, sentence]);
});

test.each([
  ['en', 'Friday Night: a show of the series has no place'],
  ['ru', 'Friday Night: для одной передачи нет места'],
] as const)(
  'of a show that has no place it says when that is, what is there, and opens the schedule: %s',
  (language, subject) => {
    const told = leftOutLetter({ ...due, language, otherTitle: 'Gala' }, 'https://radio.example');
    expect(told.subject).toBe(subject);
    expect(told.paragraphs[0]).toContain('20:00');
    expect(told.paragraphs[1]).toContain('Gala');
    expect(told.action?.url).toBe('https://radio.example/club/schedule');
  },
);
