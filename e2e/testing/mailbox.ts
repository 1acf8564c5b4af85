import { LINK_PAGES, type LinkPage } from '@livestreamer/contracts';
import { startTestSmtp } from '../../apps/server/testing/test-smtp.ts';
import type { Secrets } from './secrets.ts';

/** The mail server that takes the letters of a journey, and everybody's mailbox. */
export interface Mailbox {
  /** For SMTP_URL. */
  readonly url: string;
  /** Waits for a letter with a link to that page, and gives the link; its token is a secret of the journey. */
  link(to: string, page: LinkPage): Promise<string>;
  /** Waits for a letter with that subject and no link, and gives its text. */
  notice(to: string, subject: RegExp): Promise<string>;
  /** How many letters lie there that nobody has asked for. */
  unread(): number;
  close(): Promise<void>;
}

export const openMailbox = async (secrets: Secrets): Promise<Mailbox> => {
  const smtp = await startTestSmtp();
  type Letter = ReturnType<typeof smtp.letters>[number];
  const isTo = (letter: Letter, address: string): boolean =>
    [letter.to].flat().some((field) => field?.text.includes(address));
  const linkIn = ({ text = '' }: Letter, page: LinkPage): string | undefined =>
    text.match(/https?:\/\/\S+/g)?.find((link) => new URL(link).pathname === LINK_PAGES[page]);

  return {
    url: smtp.url,
    link: async (to, page) => {
      const letter = await smtp.next((one) => isTo(one, to) && linkIn(one, page) !== undefined);
      const link = linkIn(letter, page) ?? '';
      secrets.keep('token', new URL(link).searchParams.get('token') ?? '');
      return link;
    },
    notice: async (to, subject) => {
      const { text = '' } = await smtp.next((letter) => isTo(letter, to) && subject.test(letter.subject ?? ''));
      if (/https?:/.test(text)) throw new Error(`No link was expected in: ${text}`);
      return text;
    },
    unread: () => smtp.letters().length,
    close: smtp.close,
  };
};
