import type { Db } from '../platform/postgres/index.ts';

interface NewLetter {
  readonly id: string;
  readonly recipient: string;
  readonly sealedText: string;
  readonly createdAt: Date;
}

export const insertLetter = async (db: Db, { id, recipient, sealedText, createdAt }: NewLetter): Promise<void> => {
  await db`
    insert into letter (id, recipient, sealed_text, created_at)
    values (${id}, ${recipient}, ${sealedText}, ${createdAt})`;
};

/** A letter that waits. */
export interface WaitingLetter {
  readonly recipient: string;
  readonly sealedText: string;
  readonly createdAt: Date;
  /** How often it was tried. */
  readonly attempts: number;
  /** Whether an attempt got so far that the mail server had all of it, and what it said was never heard. */
  readonly isHandedOver: boolean;
}

/**
 * Keeps a letter from other senders until the transaction ends; false when one of them has it. Not a lock on its row: that is
 * written meanwhile, by {@link noteHandOver}.
 */
export const lockLetter = async (db: Db, id: string): Promise<boolean> => {
  const [row] = await db<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('livestreamer: letter ' || ${id}::text, 0)) as locked`;
  return row?.locked === true;
};

/** Null: it does not wait any more. */
export const waitingLetter = async (db: Db, id: string): Promise<WaitingLetter | null> => {
  const [row] = await db<WaitingLetter[]>`
    select recipient, sealed_text, created_at, attempts, handed_over_at is not null as is_handed_over from letter
    where id = ${id} and sent_at is null and given_up_at is null`;
  return row ?? null;
};

/**
 * Outside of the attempt's transaction: a crash must not undo it. Of any number of attempts one gets it, also of those that lost the
 * database, and the lock with it, and do not know yet. False: another one did.
 */
export const noteHandOver = async (db: Db, { id, at }: { id: string; at: Date }): Promise<boolean> => {
  const { count } = await db`
    update letter set handed_over_at = ${at} where id = ${id} and handed_over_at is null and sent_at is null`;
  return count === 1;
};

/** `problem`: the mail server had all of it, but what it said was not heard. */
export const markSent = async (
  db: Db,
  { id, at, problem = null }: { id: string; at: Date; problem?: string | null },
): Promise<void> => {
  await db`
    update letter set sent_at = ${at}, sealed_text = null, attempts = attempts + 1, last_problem = ${problem}
    where id = ${id}`;
};

interface Failure {
  readonly id: string;
  readonly problem: string;
}

/** `notedAt`: what this attempt noted of its hand-over, which is taken back; another one's stays. */
export const markFailedAttempt = async (
  db: Db,
  { id, problem, notedAt }: Failure & { notedAt: Date | null },
): Promise<void> => {
  await db`
    update letter set attempts = attempts + 1, last_problem = ${problem},
      handed_over_at = case when handed_over_at = ${notedAt}::timestamptz then null else handed_over_at end
    where id = ${id}`;
};

export const markGivenUp = async (db: Db, { id, problem, at }: Failure & { at: Date }): Promise<void> => {
  await db`
    update letter set given_up_at = ${at}, sealed_text = null, attempts = attempts + 1, last_problem = ${problem}
    where id = ${id}`;
};

/** Deletes letters that were queued before `before`; all of them were sent or given up long ago. */
export const deleteOldLetters = async (db: Db, before: Date): Promise<void> => {
  await db`delete from letter where created_at < ${before}`;
};

/** Forgets that letters went to an address, and what did not go out yet. */
export const forgetLettersTo = async (db: Db, address: string): Promise<void> => {
  await db`delete from letter where lower(recipient) = lower(${address})`;
};

/** Letters that wait for the mail server, and those that were given up. */
export interface LetterFigures {
  readonly waiting: number;
  /** Since when the oldest of them waits, in seconds; 0 when none does. */
  readonly oldestSeconds: number;
  /** Written in the last week and given up. */
  readonly givenUp: number;
}

/** Of the last week: a letter is given up after three days, and by its date an index finds it among those of a month. */
export const readLetterFigures = async (db: Db): Promise<LetterFigures> => {
  const [row] = await db<LetterFigures[]>`
    select count(*) filter (where sent_at is null and given_up_at is null)::integer as waiting,
      greatest(extract(epoch from now() - min(created_at) filter (where sent_at is null and given_up_at is null)), 0)::float8 as oldest_seconds,
      count(*) filter (where given_up_at is not null)::integer as given_up
    from letter where created_at > now() - interval '7 days'`;
  return row ?? { waiting: 0, oldestSeconds: 0, givenUp: 0 };
};
