import type { Letter } from '@livestreamer/contracts';
import type { Carrier } from './letter.ts';

/** Where letters go on a developer's machine. */
export interface MailInbox extends Carrier {
  /** The last ones, newest first. */
  letters(): Letter[];
}

const KEPT = 50;

/** Tells letters to whoever started the server, and keeps the last ones in memory. */
export const createMailInbox = ({ announce }: { announce: (sentence: string) => void }): MailInbox => {
  const letters: Letter[] = [];

  return {
    carry: async ({ id, to, subject, text, html, queuedAtMs }) => {
      letters.unshift({ id, to, subject, text, html, at: new Date(queuedAtMs).toISOString() });
      letters.splice(KEPT);
      announce(`No SMTP_URL is set, so this letter to ${to} is shown here:\n\n${subject}\n\n${text}`);
      return 'sent';
    },
    letters: () => [...letters],
    close: () => undefined,
  };
};
