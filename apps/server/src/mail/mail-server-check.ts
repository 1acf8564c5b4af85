import type { Clock } from '@livestreamer/clock';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import type { Chance } from '../platform/index.ts';
import type { LetterText, Outcome } from './letter.ts';
import { renderLetter } from './mail-layout.ts';
import { createSmtpCarrier } from './smtp-carrier.ts';
import { outcomeOfFailure } from './smtp-outcome.ts';

/** What a mail server let us do. */
export interface MailServerFacts {
  /** How the connection is encrypted; null: it is not. */
  readonly encryption: 'TLS' | 'STARTTLS' | null;
  /** Whether there was a name and a password, and they were good. */
  readonly signedIn: boolean;
}

/** Where it went wrong; `problem` is a code such as `535 5.7.8` or `EDNS`, never the server's words. */
export interface MailServerProblem {
  readonly step: 'connect' | 'encrypt' | 'sign in';
  readonly problem: string;
}

interface TryOptions {
  /** As SMTP_URL. */
  readonly url: string;
  readonly serverName: string;
  readonly timeoutMs: number;
}

/** Connects as letters do, with STARTTLS where the server offers it, signs in if there is a password, and leaves. */
export const tryMailServer = async (options: TryOptions): Promise<MailServerFacts | MailServerProblem> => {
  const { url, serverName, timeoutMs } = options;
  const { auth, ...server } = parseConnectionUrl(url);
  const connection = new SmtpConnection({
    ...server,
    name: serverName,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  });
  let step: MailServerProblem['step'] = 'connect';
  try {
    return await new Promise((resolve, reject) => {
      connection.on('error', reject);
      connection.once('end', () => reject(new Error('it hung up')));
      const met = (signedIn: boolean): void => {
        const encryption = !connection.secure ? null : connection.secureConnection ? 'TLS' : 'STARTTLS';
        resolve({ encryption, signedIn });
      };
      connection.connect((error) => {
        if (error) return reject(error);
        if (!auth?.user) return met(false);
        step = 'sign in';
        connection.login({ ...auth, credentials: auth }, (refusal) => (refusal ? reject(refusal) : met(true)));
      });
    });
  } catch (error) {
    // Set while STARTTLS goes on, and left so when it fails.
    return { step: connection.upgrading ? 'encrypt' : step, problem: outcomeOfFailure(error).problem };
  } finally {
    connection.quit();
    connection.close();
  }
};

interface TestLetterOptions {
  readonly url: string;
  readonly from: string;
  readonly serverName: string;
  readonly to: string;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** Sends one letter at once and past the queue, which says that it is only to see whether letters arrive. */
export const sendTestLetter = async (options: TestLetterOptions): Promise<Outcome> => {
  const { serverName, to, clock, chance } = options;
  const letter: LetterText = {
    language: 'en',
    subject: `A letter from ${serverName}`,
    paragraphs: ['Somebody who runs this server wanted to see whether its letters arrive. This one did.'],
    action: null,
  };
  const carrier = createSmtpCarrier(options);
  try {
    const rendered = { id: chance.uuid(), to, subject: letter.subject, ...renderLetter(letter, serverName) };
    return await carrier.carry({ ...rendered, queuedAtMs: clock.now() }, async () => undefined);
  } finally {
    carrier.close();
  }
};
