import type { LetterLanguage } from '@livestreamer/contracts';
import type { LetterToSend } from '../../mail/index.ts';

/** What a letter about dead air is made of. */
export interface DeadAirFacts {
  readonly language: LetterLanguage;
  readonly username: string;
  readonly title: string;
  readonly stationName: string;
  readonly silentS: number;
  /** Of the show's page. */
  readonly url: string;
}

type Letter = Omit<LetterToSend, 'to'>;
type Words = (facts: DeadAirFacts) => Pick<Letter, 'subject' | 'paragraphs'> & { readonly action: string };

const WORDS: Readonly<Record<LetterLanguage, Words>> = {
  en: ({ username, title, stationName, silentS }) => ({
    subject: `Silence on air: ${stationName}`,
    paragraphs: [
      `Hello ${username}! Your show “${title}” on ${stationName} is on air, but for ${silentS} seconds the server has heard only silence.`,
      'Please check: is something playing? Is the player, the mixer or the microphone muted or turned down? Does your program capture the right device? Is every cable in?',
      'The line itself works, so your program may show that all is well. The show goes on; end it if it was left on by mistake. There is at most one such letter an hour.',
    ],
    action: 'Listen to it',
  }),
  ru: ({ username, title, stationName, silentS }) => ({
    subject: `Тишина в эфире: ${stationName}`,
    paragraphs: [
      `Здравствуйте, ${username}! Ваша передача «${title}» (${stationName}) в эфире, но сервер уже ${silentS} с слышит только тишину.`,
      'Проверьте, пожалуйста: звучит ли что-нибудь? Не выключен ли и не убавлен ли звук в плеере, микшере или микрофоне? То ли устройство захватывает программа? Подключены ли все кабели?',
      'Сама линия работает, поэтому программа может показывать, что всё в порядке. Передача продолжается; если она осталась включённой по ошибке, завершите её. Таких писем приходит не больше одного в час.',
    ],
    action: 'Послушать',
  }),
};

/** Tells a broadcaster that nobody hears anything. */
export const deadAirLetter = (facts: DeadAirFacts): Letter => {
  const { action, ...letter } = WORDS[facts.language](facts);
  return { language: facts.language, ...letter, action: { label: action, url: facts.url } };
};
