import type { Db } from '../../platform/postgres/index.ts';

/** A passkey as its owner sees it. */
export interface PasskeyRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** A passkey as it is checked. */
export interface PasskeyCredential {
  readonly id: string;
  readonly accountId: string;
  /** As the authenticator names it, base64url. */
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  /** How often the authenticator says it was used; 0 for those that do not count. */
  readonly counter: number;
  readonly transports: string[];
}

export type NewPasskey = Omit<PasskeyCredential, 'id'> & { readonly name: string; readonly createdAt: Date };

export const listPasskeysOf = (db: Db, accountId: string): Promise<PasskeyRecord[]> => db<PasskeyRecord[]>`
  select id, name, created_at, last_used_at from passkey where account_id = ${accountId} order by created_at, id`;

export const credentialsOf = (
  db: Db,
  accountId: string,
): Promise<Pick<PasskeyCredential, 'credentialId' | 'transports'>[]> =>
  db<Pick<PasskeyCredential, 'credentialId' | 'transports'>[]>`
    select credential_id, transports from passkey where account_id = ${accountId}`;

export const findCredential = async (db: Db, credentialId: string): Promise<PasskeyCredential | null> => {
  const [row] = await db<(Omit<PasskeyCredential, 'counter'> & { counter: string })[]>`
    select id, account_id, credential_id, public_key, counter, transports
    from passkey where credential_id = ${credentialId}`;
  return row ? { ...row, counter: Number(row.counter) } : null;
};

/** Null: the account has as many as it may, or the authenticator's key is here already. */
export const insertPasskey = async (db: Db, passkey: NewPasskey, most: number): Promise<PasskeyRecord | null> => {
  const { accountId, credentialId, publicKey, counter, transports, name, createdAt } = passkey;
  // One at a time for each account, so that the count holds.
  await db`select from account where id = ${accountId} for update`;
  const [row] = await db<PasskeyRecord[]>`
    insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
    select ${accountId}, ${credentialId}, ${Buffer.from(publicKey)}, ${counter}, ${transports}, ${name}, ${createdAt}
    where (select count(*) from passkey where account_id = ${accountId}) < ${most}
    on conflict on constraint passkey_credential_key do nothing
    returning id, name, created_at, last_used_at`;
  return row ?? null;
};

/** False: it was used meanwhile with the same or a higher count. */
export const noteUse = async (
  db: Db,
  { id, before, counter, at }: { id: string; before: number; counter: number; at: Date },
): Promise<boolean> => {
  const { count } = await db`
    update passkey set counter = ${counter}, last_used_at = ${at} where id = ${id} and counter = ${before}`;
  return count === 1;
};

export const deletePasskey = async (db: Db, { accountId, id }: { accountId: string; id: string }): Promise<boolean> => {
  const { count } = await db`delete from passkey where id = ${id} and account_id = ${accountId}`;
  return count === 1;
};

export const deletePasskeysOf = async (db: Db, accountId: string): Promise<void> => {
  await db`delete from passkey where account_id = ${accountId}`;
};
