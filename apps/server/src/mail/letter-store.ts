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
}

/** The letter, kept from other senders until the transaction ends; null when it does not wait any more. Fails when another sender has it. */
export const takeWaitingLetter = async (db: Db, id: string): Promise<WaitingLetter | null> => {
  const [row] = await db<WaitingLetter[]>`
    select recipient, sealed_text, created_at, attempts from letter
    where id = ${id} and sent_at is null and given_up_at is null
    for update nowait`;
  return row ?? null;
};

export const markSent = async (db: Db, { id, at }: { id: string; at: Date }): Promise<void> => {
  await db`
    update letter set sent_at = ${at}, sealed_text = null, attempts = attempts + 1, last_problem = null
    where id = ${id}`;
};

interface Failure {
  readonly id: string;
  readonly problem: string;
}

export const markFailedAttempt = async (db: Db, { id, problem }: Failure): Promise<void> => {
  await db`update letter set attempts = attempts + 1, last_problem = ${problem} where id = ${id}`;
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
