import type { LetterLanguage } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { emailKey, loginKey, usernameKey } from './account-keys.ts';
import type { StandingFacts } from './account-standing.ts';

/** An account as it is stored, without its password. What was erased is never found. */
export interface AccountRecord extends StandingFacts {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  /** Of letters to it. */
  readonly language: LetterLanguage;
  readonly createdAt: Date;
}

/** With the hash to check the password against. It goes no further than whoever checks it. */
export type AccountWithPassword = AccountRecord & { readonly passwordHash: string };

export interface NewAccount {
  readonly username: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly language: LetterLanguage;
  /** Null: a letter confirms the address. */
  readonly confirmedAt: Date | null;
}

const columns = (db: Db) => db`
  id, username, email, language, created_at, confirmed_at, banned_at, banned_until, deleted_at`;

export const accountById = async (db: Db, id: string): Promise<AccountRecord | null> => {
  const [row] = await db<AccountRecord[]>`
    select ${columns(db)} from account where id = ${id} and erased_at is null`;
  return row ?? null;
};

/** Also of deleted accounts, until they are erased. */
export const accountByUsername = async (db: Db, username: string): Promise<AccountRecord | null> => {
  const [row] = await db<AccountRecord[]>`
    select ${columns(db)} from account where username_key = ${usernameKey(username)} and erased_at is null`;
  return row ?? null;
};

/** By username, or by an address that was confirmed: whether one waits to be is nothing a sign-in may tell. */
export const accountByLogin = async (db: Db, login: string): Promise<AccountWithPassword | null> => {
  const { column, key } = loginKey(login);
  const [row] = await db<AccountWithPassword[]>`
    select ${columns(db)}, password_hash from account where ${db(column)} = ${key} and erased_at is null
      and (${column === 'username_key'} or confirmed_at is not null)`;
  return row ?? null;
};

/** Also of deleted accounts, until they are erased. */
export const accountByEmail = async (db: Db, email: string): Promise<AccountRecord | null> => {
  const [row] = await db<AccountRecord[]>`
    select ${columns(db)} from account where email_key = ${emailKey(email)} and erased_at is null`;
  return row ?? null;
};

/** Nothing about the account changes until the transaction ends; a change that is under way is waited for. Others may do the same. */
export const accountUnchanging = async (db: Db, id: string): Promise<AccountWithPassword | null> => {
  const [row] = await db<AccountWithPassword[]>`
    select ${columns(db)}, password_hash from account where id = ${id} and erased_at is null for share`;
  return row ?? null;
};

/** For changes beside the account's own row: whoever is in {@link accountUnchanging} comes before them, or after. */
export const lockAccount = async (db: Db, id: string): Promise<void> => {
  await db`select from account where id = ${id} for no key update`;
};

/** Names stay taken until the account is erased. */
export const isUsernameTaken = async (db: Db, username: string): Promise<boolean> => {
  const [row] = await db<{ taken: boolean }[]>`
    select exists (select from account where username_key = ${usernameKey(username)}) as taken`;
  return row?.taken === true;
};

export const passwordHashById = async (db: Db, id: string): Promise<string | null> => {
  const [row] = await db<{ passwordHash: string | null }[]>`select password_hash from account where id = ${id}`;
  return row?.passwordHash ?? null;
};

/** Throws `username_taken` or `email_taken`. */
export const insertAccount = async (db: Db, account: NewAccount): Promise<AccountRecord> => {
  const { username, email, passwordHash, language, confirmedAt } = account;
  const [row] = await db<AccountRecord[]>`
    insert into account (username, username_key, email, email_key, password_hash, language, confirmed_at)
    values (${username}, ${usernameKey(username)}, ${email}, ${emailKey(email)}, ${passwordHash}, ${language}, ${confirmedAt})
    returning ${columns(db)}`.catch(throwTaken);
  if (!row) throw new Error('The insert into account returned nothing.');
  return row;
};

/** For statements that give an account its name or address: throws `username_taken` or `email_taken` instead of PostgreSQL's error. */
export const throwTaken = (error: unknown): never => {
  const constraint: unknown = error instanceof Error ? Reflect.get(error, 'constraint_name') : undefined;
  if (constraint === 'account_username_key') throw new AppError('username_taken', { cause: error });
  if (constraint === 'account_email_key') throw new AppError('email_taken', { cause: error });
  throw error;
};

/** Lets one caller at a time make the first admin; free again when the transaction ends. */
export const lockSetUp = async (db: Db): Promise<void> => {
  await db`select pg_advisory_xact_lock(hashtextextended('livestreamer: set-up', 0))`;
};
