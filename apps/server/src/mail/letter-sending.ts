import type { Clock } from '@livestreamer/clock';
import { LETTER_LANGUAGES } from '@livestreamer/contracts';
import { z } from 'zod';
import type { Logger, Sealer } from '../platform/index.ts';
import { addJob, type JobToAdd, type Task } from '../platform/jobs/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import type { Carrier, LetterText, Outcome } from './letter.ts';
import { GIVEN_UP_AFTER_MS } from './letter-retry-policy.ts';
import {
  lockLetter,
  markFailedAttempt,
  markGivenUp,
  markSent,
  noteHandOver,
  type WaitingLetter,
  waitingLetter,
} from './letter-store.ts';
import { renderLetter } from './mail-layout.ts';

/** The name of the job that sends one letter. */
export const LETTER_TASK = 'letter';

/** The one job that a letter has. */
export const letterJob = (id: string, runAt?: Date): JobToAdd => ({
  task: LETTER_TASK,
  payload: { id },
  jobKey: `letter:${id}`,
  ...(runAt ? { runAt } : {}),
});

/** What became of attempts in this process, since it started. */
export interface LetterCounters {
  sent: number;
  /** Attempts that failed and are made again. */
  failedAttempts: number;
  givenUp: number;
}

/** How soon it is asked again what became of a letter that somebody else is just sending. */
const LOOK_AGAIN_MS = 2_000;

interface LetterSendingOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sealer: Sealer;
  readonly carrier: Carrier;
  readonly serverName: string;
  readonly retryAfterMs: (attempts: number) => number;
  readonly counters: LetterCounters;
}

const payloadSchema = z.object({ id: z.uuid() });
const textSchema: z.ZodType<LetterText> = z.object({
  language: z.enum(LETTER_LANGUAGES),
  subject: z.string(),
  paragraphs: z.array(z.string()),
  action: z.object({ label: z.string(), url: z.string() }).nullable(),
});

/**
 * One attempt: queued → handed over → sent, or back to queued when the mail server says no.
 *
 * The letter is locked meanwhile, and what became of it is written before the lock is gone: whoever comes with the same job meanwhile
 * comes again, whoever comes later finds it sent. That it is handed over is noted by itself, right before the mail server is told that
 * it has all: of an attempt that ended after that without an answer (a crash, a stop, a lost line) nobody can know whether the letter
 * went, and it counts as sent. What ends before that did not send anything.
 */
export const createLetterSending = (options: LetterSendingOptions): Task => {
  const { sql, clock, log, sealer, carrier, serverName, retryAfterMs, counters } = options;

  const attempt = async (id: string, letter: WaitingLetter, onNoted: (at: Date) => void): Promise<Outcome> => {
    const { recipient, sealedText, createdAt, isHandedOver } = letter;
    if (isHandedOver) return 'unclear';
    const text = openText(sealer, sealedText);
    if (!text) return { problem: 'unreadable', permanent: true };
    const { subject } = text;
    const rendered = { id, to: recipient, subject, ...renderLetter(text, serverName), queuedAtMs: createdAt.getTime() };
    return carrier.carry(rendered, async () => {
      const at = new Date(clock.now());
      if (!(await noteHandOver(sql, { id, at }))) throw new Error('Somebody else has handed this letter over.');
      onNoted(at);
    });
  };

  const send = async (tx: Db, id: string): Promise<void> => {
    const letter = await waitingLetter(tx, id);
    if (!letter) return;
    let notedAt: Date | null = null;
    const outcome = await attempt(id, letter, (at) => {
      notedAt = at;
    });
    const nowMs = clock.now();
    if (outcome === 'sent') {
      counters.sent += 1;
      return markSent(tx, { id, at: new Date(nowMs) });
    }
    if (outcome === 'unclear') {
      counters.sent += 1;
      log.warn({ letter: id }, 'What the mail server said to a letter was not heard; it counts as sent.');
      return markSent(tx, { id, at: new Date(nowMs), problem: outcome });
    }

    const { problem, permanent } = outcome;
    const attempts = letter.attempts + 1;
    if (permanent || nowMs - letter.createdAt.getTime() >= GIVEN_UP_AFTER_MS) {
      counters.givenUp += 1;
      log.error({ letter: id, problem, attempts }, 'A letter was given up.');
      return markGivenUp(tx, { id, problem, at: new Date(nowMs) });
    }
    counters.failedAttempts += 1;
    const delayMs = retryAfterMs(attempts);
    log.warn({ letter: id, problem, attempts, delayMs }, 'A letter could not be sent; it is tried again.');
    await markFailedAttempt(tx, { id, problem, notedAt });
    await addJob(tx, letterJob(id, new Date(nowMs + delayMs)));
  };

  return async (payload) => {
    const { id } = payloadSchema.parse(payload);
    const isOurs = await sql.begin(async (tx) => {
      if (!(await lockLetter(tx, id))) return false;
      await send(tx, id);
      return true;
    });
    // Not by failing: a job that fails just when the other attempt queues the next one stays in the queue for ever.
    if (isOurs) return;
    log.info({ letter: id }, 'A letter is just being sent by somebody else; it is looked at again.');
    await addJob(sql, letterJob(id, new Date(clock.now() + LOOK_AGAIN_MS)));
  };
};

/** Null when it was sealed with another SESSION_SECRET. */
const openText = (sealer: Sealer, sealed: string): LetterText | null => {
  try {
    return textSchema.parse(JSON.parse(sealer.open(sealed)));
  } catch {
    return null;
  }
};
