import { systemClock as clock } from '@livestreamer/clock';
import { createLog } from '../src/log.ts';
import { createMail, type LetterToSend, type Mail } from '../src/mail/index.ts';
import { systemChance as chance } from '../src/platform/index.ts';
import { createJobs } from '../src/platform/jobs/index.ts';
import type { TestDatabase } from './test-database.ts';

/** The mail of one server and its background work, on a database and a mail server of the test. */
export interface MailRig {
  readonly mail: Mail;
  readonly announced: readonly string[];
  /** All that was logged, as JSON lines. */
  logged(): string;
  queue(letter?: Partial<LetterToSend>): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface MailRigOptions {
  readonly database: TestDatabase;
  readonly smtpUrl: string | null;
}

/** Failed letters are tried again after this long; jobs look for what is due every 2 s. */
const RETRY_MS = 50;

export const LETTER: LetterToSend = {
  to: 'zoe@radio.example',
  language: 'en',
  subject: 'Confirm your address',
  paragraphs: ['Hello Zoë,', 'you made an account.'],
  action: { label: 'Confirm', url: 'https://radio.example/confirm-account?token=t0ps3cret' },
};

export const createMailRig = ({ database: { sql, url }, smtpUrl }: MailRigOptions): MailRig => {
  const lines: string[] = [];
  const announced: string[] = [];
  const log = createLog({ level: 'debug', format: 'json', write: (line) => lines.push(line) });
  const mail = createMail({
    sql,
    clock,
    chance,
    log,
    secret: 'x'.repeat(32),
    smtpUrl,
    from: 'Radio <radio@radio.example>',
    serverName: 'radio.example',
    announce: (sentence) => announced.push(sentence),
    retryAfterMs: () => RETRY_MS,
  });
  const jobs = createJobs({ url: () => url, sql, tasks: mail.tasks, clock, log });
  return {
    mail,
    announced,
    logged: () => lines.join(''),
    queue: async (letter) => {
      await sql.begin((tx) => mail.queue(tx, { ...LETTER, ...letter }));
    },
    start: async () => {
      await mail.part.start?.();
      await jobs.start?.();
    },
    stop: async () => {
      await jobs.stop?.();
      await mail.part.stop?.();
    },
  };
};
