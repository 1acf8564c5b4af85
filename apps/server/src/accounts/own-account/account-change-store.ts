import type { LetterLanguage } from '@livestreamer/contracts';
import type { Db } from '../../platform/postgres/index.ts';
import { emailKey, usernameKey } from '../account-keys.ts';
import { throwTaken } from '../account-store.ts';

/** Every change here is of one account, or of none, and then it fails: an update that hits more must never pass. */
const assertOne = (count: number): void => {
  if (count !== 1) throw new Error(`A change of one account hit ${count}.`);
};

/** Throws `username_taken`. */
export const updateUsername = async (
  db: Db,
  { accountId, username }: { accountId: string; username: string },
): Promise<void> => {
  const { count } = await db`
    update account set username = ${username}, username_key = ${usernameKey(username)}
    where id = ${accountId}`.catch(throwTaken);
  assertOne(count);
};

/** Throws `email_taken`. */
export const updateEmail = async (
  db: Db,
  { accountId, email }: { accountId: string; email: string },
): Promise<void> => {
  const { count } = await db`
    update account set email = ${email}, email_key = ${emailKey(email)} where id = ${accountId}`.catch(throwTaken);
  assertOne(count);
};

export const updatePasswordHash = async (
  db: Db,
  { accountId, passwordHash }: { accountId: string; passwordHash: string },
): Promise<void> => {
  const { count } = await db`update account set password_hash = ${passwordHash} where id = ${accountId}`;
  assertOne(count);
};

export const updateLanguage = async (
  db: Db,
  { accountId, language }: { accountId: string; language: LetterLanguage },
): Promise<void> => {
  const { count } = await db`update account set language = ${language} where id = ${accountId}`;
  assertOne(count);
};

/** The first confirmation counts. */
export const updateConfirmed = async (db: Db, { accountId, at }: { accountId: string; at: Date }): Promise<void> => {
  const { count } = await db`
    update account set confirmed_at = coalesce(confirmed_at, ${at}) where id = ${accountId}`;
  assertOne(count);
};
