import type { ReminderFacts, ReminderLetters } from './reminder-letter-words.ts';

/** With the name of the time zone as it is on that day: the reader may be in another. */
const when = ({ start, timeZone }: ReminderFacts): string => {
  const day = new Intl.DateTimeFormat('ru', { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const time = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit', timeZoneName: 'long', timeZone });
  return `${day.format(start)}, ${time.format(start)}`;
};

/** Letters about planned shows, in Russian. */
export const REMINDER_LETTERS_RU: ReminderLetters = {
  beginsSoon: (facts) => ({
    subject: `Скоро начнётся: ${facts.title}`,
    paragraphs: [
      `Здравствуйте, ${facts.username}! Вы просили напомнить: «${facts.title}», ${facts.stationName}. Начало: ${when(facts)}.`,
      facts.isOnAir ? 'Передача уже в эфире.' : 'Страница сама переключится в эфир, когда передача начнётся.',
    ],
    action: 'Слушать',
  }),
  calledOff: (facts) => ({
    subject: `Отменено: ${facts.title}`,
    paragraphs: [
      `Здравствуйте, ${facts.username}! Вы просили напомнить о передаче «${facts.title}», ${facts.stationName}. Она была назначена на это время: ${when(facts)}.`,
      'Передача отменена. Ничего делать не нужно.',
    ],
    action: 'Открыть страницу',
  }),
  leftOut: (facts) => ({
    subject: `${facts.title}: для одной передачи нет места`,
    paragraphs: [
      `Здравствуйте, ${facts.username}! Передача из вашей серии «${facts.title}», ${facts.stationName}, должна была начаться в это время: ${when(facts)}.`,
      `На это время назначена передача «${facts.otherTitle}», поэтому вашей в расписании нет. Она появится сама, если время освободится; её можно назначить и на другое.`,
    ],
    action: 'Открыть расписание',
  }),
};
