import type { Db } from '../platform/postgres/index.ts';

export interface AccountBan {
  readonly accountId: string;
  readonly reason: string;
  readonly at: Date;
  /** Null: for good. */
  readonly until: Date | null;
}

/** Bans an account; a ban it has already is replaced. */
export const insertBan = async (db: Db, { accountId, reason, at, until }: AccountBan): Promise<void> => {
  await db`
    update account set banned_at = ${at}, banned_until = ${until}, ban_reason = ${reason}
    where id = ${accountId} and erased_at is null`;
};

export const liftBan = async (db: Db, accountId: string): Promise<void> => {
  await db`
    update account set banned_at = null, banned_until = null, ban_reason = null
    where id = ${accountId} and erased_at is null`;
};
