import type { Db } from '../platform/postgres/index.ts';

/** The accounts with these names that are there, by the keys of their names. */
export const usernamesOfKeys = (db: Db, keys: readonly string[]): Promise<{ key: string; username: string }[]> => db<
  { key: string; username: string }[]
>`
  select username_key as key, username from account
  where username_key = any(${[...keys]}::text[]) and deleted_at is null and username is not null`;
