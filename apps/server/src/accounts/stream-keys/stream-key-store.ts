import type { Db } from '../../platform/postgres/index.ts';
import { loginKey } from '../account-keys.ts';

/** A stream key as its owner sees it: without the key. */
export interface StreamKeyRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

interface NewStreamKey {
  readonly accountId: string;
  readonly name: string;
  readonly keyHash: string;
  readonly createdAt: Date;
}

export const listStreamKeysOf = (db: Db, accountId: string): Promise<StreamKeyRecord[]> => db<StreamKeyRecord[]>`
  select id, name, created_at, last_used_at from stream_key where account_id = ${accountId} order by created_at, id`;

/** Null: the account has as many as it may. */
export const insertStreamKey = async (db: Db, key: NewStreamKey, most: number): Promise<StreamKeyRecord | null> => {
  const { accountId, name, keyHash, createdAt } = key;
  // One at a time for each account, so that the count holds.
  await db`select from account where id = ${accountId} for update`;
  const [row] = await db<StreamKeyRecord[]>`
    insert into stream_key (account_id, name, key_hash, created_at)
    select ${accountId}, ${name}, ${keyHash}, ${createdAt}
    where (select count(*) from stream_key where account_id = ${accountId}) < ${most}
    returning id, name, created_at, last_used_at`;
  return row ?? null;
};

/** The key with this hash, if its account goes by this login. */
export const findStreamKey = async (
  db: Db,
  { login, keyHash }: { login: string; keyHash: string },
): Promise<{ readonly id: string; readonly accountId: string } | null> => {
  const { column, key } = loginKey(login);
  const [row] = await db<{ id: string; accountId: string }[]>`
    select stream_key.id, stream_key.account_id
    from stream_key join account on account.id = stream_key.account_id
    where stream_key.key_hash = ${keyHash} and account.${db(column)} = ${key}`;
  return row ?? null;
};

export const hasStreamKey = async (db: Db, id: string): Promise<boolean> => {
  const [row] = await db`select from stream_key where id = ${id}`;
  return row !== undefined;
};

/** Writes nothing when the last use that was noted is not older than `notSince`. */
export const noteStreamKeyUse = async (
  db: Db,
  { id, at, notSince }: { id: string; at: Date; notSince: Date },
): Promise<void> => {
  await db`
    update stream_key set last_used_at = ${at}
    where id = ${id} and (last_used_at is null or last_used_at < ${notSince})`;
};

export const deleteStreamKey = async (
  db: Db,
  { accountId, id }: { accountId: string; id: string },
): Promise<boolean> => {
  const { count } = await db`delete from stream_key where id = ${id} and account_id = ${accountId}`;
  return count === 1;
};

export const deleteStreamKeysOf = async (db: Db, accountId: string): Promise<void> => {
  await db`delete from stream_key where account_id = ${accountId}`;
};
