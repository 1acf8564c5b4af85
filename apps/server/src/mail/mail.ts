import type { Clock } from '@livestreamer/clock';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { type Chance, createSealer, type Logger, type Part } from '../platform/index.ts';
import { addJob, type Tasks } from '../platform/jobs/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import type { LetterToSend } from './letter.ts';
import { retryDelayMs } from './letter-retry-policy.ts';
import { createLetterSending, LETTER_TASK, type LetterCounters, letterJob } from './letter-sending.ts';
import { deleteOldLetters, insertLetter, type LetterFigures, readLetterFigures } from './letter-store.ts';
import { createMailInbox } from './mail-inbox.ts';
import { mailRoutes } from './mail-routes.ts';
import { createSmtpCarrier } from './smtp-carrier.ts';

/** The way out for letters. */
export interface Mail {
  /** Queues a letter in the transaction of `db`: it goes out when that commits, and never was when it does not. */
  queue(db: Db, letter: LetterToSend): Promise<void>;
  routes(registrar: RouteRegistrar): void;
  readonly counters: Readonly<LetterCounters>;
  /** What waits, on all servers. */
  figures(): Promise<LetterFigures>;
  /** Background work, for `createJobs`. */
  readonly tasks: Tasks;
  /** Starts before the jobs and stops after them. */
  readonly part: Part;
}

interface MailOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  /** Seals letters that wait. */
  readonly secret: string;
  /** Null: letters are announced and kept for the inbox of developers. */
  readonly smtpUrl: string | null;
  /** `Name <address>`, or an address. */
  readonly from: string;
  /** What letters call this server: its host name. */
  readonly serverName: string;
  /** Hears of letters that no mail server takes. */
  readonly announce: (sentence: string) => void;
  /** How long after its n-th attempt (from 1) a letter is tried again. */
  readonly retryAfterMs?: (attempts: number) => number;
}

const SWEEP_EVERY_MS = 3_600_000;
const KEPT_FOR_MS = 30 * 86_400_000;

/** Letters of one server. Nothing goes out before `part` and the jobs were started. */
export const createMail = (options: MailOptions): Mail => {
  const { sql, clock, chance, log, smtpUrl, from, serverName, announce, retryAfterMs = retryDelayMs } = options;
  const sealer = createSealer({ secret: options.secret, purpose: 'letters' });
  const inbox = createMailInbox({ announce });
  const carrier = smtpUrl === null ? inbox : createSmtpCarrier({ url: smtpUrl, from, serverName, clock });
  const counters = { sent: 0, failedAttempts: 0, givenUp: 0 };
  const send = createLetterSending({ sql, clock, log, sealer, carrier, serverName, retryAfterMs, counters });

  const sweep = (): void => {
    deleteOldLetters(sql, new Date(clock.now() - KEPT_FOR_MS)).catch((err: unknown) =>
      log.warn({ err }, 'Old letters could not be swept; the next sweep comes in an hour.'),
    );
  };
  let sweeping: { cancel(): void } | undefined;

  return {
    queue: async (db, { to, ...text }) => {
      const id = chance.uuid();
      const sealedText = sealer.seal(JSON.stringify(text));
      await insertLetter(db, { id, recipient: to, sealedText, createdAt: new Date(clock.now()) });
      await addJob(db, letterJob(id));
    },
    counters,
    figures: () => readLetterFigures(sql),
    routes: mailRoutes(smtpUrl === null ? inbox : null),
    tasks: { [LETTER_TASK]: send },
    part: {
      name: 'mail',
      start: () => {
        sweep();
        sweeping = clock.every(SWEEP_EVERY_MS, sweep);
      },
      stop: () => {
        sweeping?.cancel();
        carrier.close();
      },
    },
  };
};
