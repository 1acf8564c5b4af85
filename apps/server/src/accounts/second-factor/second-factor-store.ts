import type { Db } from '../../platform/postgres/index.ts';

/** The second factor of an account. It counts from `turnedOnAt` on. */
export interface SecondFactorRecord {
  readonly sealedSecret: string;
  readonly turnedOnAt: Date | null;
}

export const findSecondFactor = async (db: Db, accountId: string): Promise<SecondFactorRecord | null> => {
  const [row] = await db<SecondFactorRecord[]>`
    select sealed_secret, turned_on_at from second_factor where account_id = ${accountId}`;
  return row ?? null;
};

/** A secret that does not count yet, in place of one that never did. False: the second factor is on. */
export const putSecret = async (
  db: Db,
  { accountId, sealedSecret }: { accountId: string; sealedSecret: string },
): Promise<boolean> => {
  const { count } = await db`
    insert into second_factor (account_id, sealed_secret) values (${accountId}, ${sealedSecret})
    on conflict on constraint second_factor_pkey do update set sealed_secret = excluded.sealed_secret
    where second_factor.turned_on_at is null`;
  return count === 1;
};

/** From now on it counts. False: it did already, or has another secret by now. */
export const turnOn = async (
  db: Db,
  { accountId, sealedSecret, at, step }: { accountId: string; sealedSecret: string; at: Date; step: number },
): Promise<boolean> => {
  const { count } = await db`
    update second_factor set turned_on_at = ${at}, last_step = ${step}
    where account_id = ${accountId} and sealed_secret = ${sealedSecret} and turned_on_at is null`;
  return count === 1;
};

/** Takes the code of a time step; of several who bring the same one gets it. False: it, or a later one, was taken before. */
export const takeStep = async (db: Db, { accountId, step }: { accountId: string; step: number }): Promise<boolean> => {
  const { count } = await db`
    update second_factor set last_step = ${step} where account_id = ${accountId} and last_step < ${step}`;
  return count === 1;
};

/** Takes a recovery code; of several who bring it one gets it. */
export const takeRecoveryCode = async (
  db: Db,
  { accountId, codeHash }: { accountId: string; codeHash: string },
): Promise<boolean> => {
  const { count } = await db`
    delete from recovery_code where account_id = ${accountId} and code_hash = ${codeHash}`;
  return count === 1;
};

export const replaceRecoveryCodes = async (
  db: Db,
  { accountId, codeHashes }: { accountId: string; codeHashes: readonly string[] },
): Promise<void> => {
  await db`delete from recovery_code where account_id = ${accountId}`;
  await db`
    insert into recovery_code (account_id, code_hash)
    select ${accountId}, code_hash from unnest(${[...codeHashes]}::text[]) as code_hash`;
};

export const countRecoveryCodes = async (db: Db, accountId: string): Promise<number> => {
  const [row] = await db<{ left: number }[]>`
    select count(*)::int as left from recovery_code where account_id = ${accountId}`;
  return row?.left ?? 0;
};

export const deleteSecondFactor = async (db: Db, accountId: string): Promise<void> => {
  await db`delete from second_factor where account_id = ${accountId}`;
  await db`delete from recovery_code where account_id = ${accountId}`;
};
