import type { Clock } from '@livestreamer/clock';
import { LETTER_LANGUAGES } from '@livestreamer/contracts';
import { z } from 'zod';
import type { Logger, Sealer } from '../platform/index.ts';
import { addJob, type JobToAdd, type Task } from '../platform/jobs/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { Carrier, LetterText, Outcome } from './letter.ts';
import { GIVEN_UP_AFTER_MS } from './letter-retry-policy.ts';
import { markFailedAttempt, markGivenUp, markSent, takeWaitingLetter, type WaitingLetter } from './letter-store.ts';
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

interface LetterSendingOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sealer: Sealer;
  readonly carrier: Carrier;
  readonly serverName: string;
  readonly retryAfterMs: (attempts: number) => number;
}

const payloadSchema = z.object({ id: z.uuid() });
const textSchema: z.ZodType<LetterText> = z.object({
  language: z.enum(LETTER_LANGUAGES),
  subject: z.string(),
  paragraphs: z.array(z.string()),
  action: z.object({ label: z.string(), url: z.string() }).nullable(),
});

/**
 * One attempt. The letter's row is locked while the mail server takes it, and what became of it is written before the
 * lock is gone: whoever comes with the same job meanwhile fails and comes again, whoever comes later finds it sent. Only
 * when the database is lost between the mail server's yes and the commit does a letter go out again, under the same Message-ID.
 */
export const createLetterSending = (options: LetterSendingOptions): Task => {
  const { sql, clock, log, sealer, carrier, serverName, retryAfterMs } = options;

  const attempt = async (id: string, { recipient, sealedText, createdAt }: WaitingLetter): Promise<Outcome> => {
    const text = openText(sealer, sealedText);
    if (!text) return { problem: 'unreadable', permanent: true };
    return carrier.carry({
      id,
      to: recipient,
      subject: text.subject,
      ...renderLetter(text, serverName),
      queuedAtMs: createdAt.getTime(),
    });
  };

  return async (payload) => {
    const { id } = payloadSchema.parse(payload);
    await sql.begin(async (tx) => {
      const letter = await takeWaitingLetter(tx, id);
      if (!letter) return;
      const outcome = await attempt(id, letter);
      const nowMs = clock.now();
      if (outcome === 'sent') return markSent(tx, { id, at: new Date(nowMs) });

      const { problem, permanent } = outcome;
      const attempts = letter.attempts + 1;
      if (permanent || nowMs - letter.createdAt.getTime() >= GIVEN_UP_AFTER_MS) {
        log.error({ letter: id, problem, attempts }, 'A letter was given up.');
        return markGivenUp(tx, { id, problem, at: new Date(nowMs) });
      }
      const delayMs = retryAfterMs(attempts);
      log.warn({ letter: id, problem, attempts, delayMs }, 'A letter could not be sent; it is tried again.');
      await markFailedAttempt(tx, { id, problem });
      await addJob(tx, letterJob(id, new Date(nowMs + delayMs)));
    });
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
