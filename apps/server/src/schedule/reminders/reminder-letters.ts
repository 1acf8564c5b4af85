import type { LetterLanguage } from '@livestreamer/contracts';
import type { LetterToSend } from '../../mail/index.ts';
import type { ReminderLetters } from './reminder-letter-words.ts';
import { REMINDER_LETTERS_EN } from './reminder-letters-en.ts';
import { REMINDER_LETTERS_RU } from './reminder-letters-ru.ts';
import type { DueReminder } from './reminder-store.ts';

const LETTERS: Readonly<Record<LetterLanguage, ReminderLetters>> = {
  en: REMINDER_LETTERS_EN,
  ru: REMINDER_LETTERS_RU,
};

/** The letter that a reminder becomes: that the show begins, or that it was called off. */
export const reminderLetter = (reminder: DueReminder, siteUrl: string): LetterToSend => {
  const { username, email, language, broadcastId, title, station, stationName, state, plannedStart, timeZone } =
    reminder;
  const facts = { username, title, stationName, start: plannedStart, timeZone, isOnAir: state !== 'scheduled' };
  const { action, ...letter } = LETTERS[language][state === 'cancelled' ? 'calledOff' : 'beginsSoon'](facts);
  return { to: email, language, ...letter, action: { label: action, url: `${siteUrl}/${station}/${broadcastId}` } };
};

/** A show of a series that was left out, whose series it is, and what has its time. */
type LeftOutShow = Pick<
  DueReminder,
  'username' | 'email' | 'language' | 'title' | 'station' | 'stationName' | 'plannedStart' | 'timeZone'
> & { readonly otherTitle: string };

/** The letter that says so. */
export const leftOutLetter = (show: LeftOutShow, siteUrl: string): LetterToSend => {
  const { username, email, language, title, station, stationName, plannedStart, timeZone, otherTitle } = show;
  const facts = { username, title, stationName, start: plannedStart, timeZone, isOnAir: false, otherTitle };
  const { action, ...letter } = LETTERS[language].leftOut(facts);
  return { to: email, language, ...letter, action: { label: action, url: `${siteUrl}/${station}/schedule` } };
};
