import type { Clock } from '@livestreamer/clock';
import { standingOf } from '../../accounts/index.ts';
import type { LetterToSend } from '../../mail/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { reminderLetter } from './reminder-letters.ts';
import { type DueReminder, takeCancelledReminders, takeDueReminders } from './reminder-store.ts';

export interface RemindersOptions {
  readonly sql: Sql;
  /** Queues a letter in the transaction of `db`. */
  readonly queueLetter: (db: Db, letter: LetterToSend) => Promise<void>;
  /** Where people reach this server, without a slash at the end. */
  readonly siteUrl: () => string;
  readonly clock: Clock;
}

/** Letters that are queued in one transaction. */
const BATCH = 100;

/**
 * Queues the letters that are due: of shows that begin soon, and of those that were called off. Telling and queueing are one
 * transaction, so a server that dies in between, and two that do this at once, send each letter once.
 */
export const createReminders = ({ sql, queueLetter, siteUrl, clock }: RemindersOptions) => {
  const queueBatch = (take: typeof takeDueReminders): Promise<number> =>
    sql.begin(async (tx) => {
      const due = await take(tx, { now: new Date(clock.now()), most: BATCH });
      for (const reminder of due) if (isReachable(reminder)) await queueLetter(tx, reminderLetter(reminder, siteUrl()));
      return due.length;
    });
  const isReachable = (reminder: DueReminder): boolean => standingOf(reminder, clock.now()) === 'active';

  return async (): Promise<void> => {
    for (const take of [takeDueReminders, takeCancelledReminders]) {
      let queued = BATCH;
      while (queued === BATCH) queued = await queueBatch(take);
    }
  };
};
