import type { ISql, JSONValue, PendingQuery, Row } from 'postgres';

/** A pool or a transaction. */
export type Db = ISql;

/** A piece of a statement. */
export type Fragment = PendingQuery<Row[]>;

/** What a json column takes. */
export type Json = JSONValue;

/** Asks for nothing; fails when the database does not answer. */
export const ping = async (db: Db): Promise<void> => {
  await db`select 1`;
};

/** Takes the lock of the one server that owns this database, unless another has it. Held until the connection closes. */
export const tryToOwn = async (db: Db, lockKey: string): Promise<boolean> => {
  const [row] = await db<{ owned: boolean }[]>`select pg_try_advisory_lock(hashtextextended(${lockKey}, 0)) as owned`;
  return row?.owned === true;
};

/** Says that a command works on this database, beside others of its kind and beside a server. Held until the connection closes. */
export const shareVisit = async (db: Db, lockKey: string): Promise<void> => {
  await db`select pg_advisory_lock_shared(hashtextextended(${lockKey}, 0))`;
};

/** Ends one's own visit, and tells whether it was the last one: then nobody else comes in until the connection closes. */
export const endVisit = async (db: Db, lockKey: string): Promise<boolean> => {
  const [row] = await db<{ last: boolean }[]>`
    select case when pg_advisory_unlock_shared(hashtextextended(${lockKey}, 0))
      then pg_try_advisory_lock(hashtextextended(${lockKey}, 0)) end as last`;
  return row?.last === true;
};
