import type { ReminderFacts, ReminderLetters } from './reminder-letter-words.ts';

/** With the name of the time zone as it is on that day: the reader may be in another. */
const when = ({ start, timeZone }: ReminderFacts): string => {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZoneName: 'long', timeZone });
  return `${day.format(start)}, ${time.format(start)}`;
};

/** Letters about planned shows, in English. */
export const REMINDER_LETTERS_EN: ReminderLetters = {
  beginsSoon: (facts) => ({
    subject: `${facts.title} is about to begin`,
    paragraphs: [
      `Hello ${facts.username}! You asked to be reminded: “${facts.title}” on ${facts.stationName} begins on ${when(facts)}.`,
      facts.isOnAir ? 'It is on air already.' : 'The page turns live by itself when it begins.',
    ],
    action: 'Listen',
  }),
  calledOff: (facts) => ({
    subject: `${facts.title} was called off`,
    paragraphs: [
      `Hello ${facts.username}! You asked to be reminded of “${facts.title}” on ${facts.stationName}, planned for ${when(facts)}.`,
      'This show was called off. You need not do anything.',
    ],
    action: 'Open the show',
  }),
  leftOut: (facts) => ({
    subject: `${facts.title}: a show of the series has no place`,
    paragraphs: [
      `Hello ${facts.username}! A show of your series “${facts.title}” on ${facts.stationName} would begin on ${when(facts)}.`,
      `At that time “${facts.otherTitle}” is planned, so it was left out. It is planned by itself if that time becomes free; you may also plan it for another.`,
    ],
    action: 'Open the schedule',
  }),
};
