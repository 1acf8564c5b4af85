import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@livestreamer/clock';
import { addRole, hasAnyone } from '../../access/index.ts';
import { AppError, type Chance } from '../../platform/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { type AccountRecord, insertAccount, lockSetUp } from '../account-store.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import { assertGoodPassword } from '../passwords/password-rules.ts';

/** Who becomes the first admin. */
export interface FirstAdminRequest {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly stationName: string;
}

/** Makes what the first admin starts with, in the same transaction. */
export type OnFirstAdmin = (db: Db, admin: { accountId: string; stationName: string }) => Promise<void>;

/**
 * The first admin. States: needed → (link open | made from the settings) → done. Only one of any number of attempts
 * succeeds; a link is good until it was used, until an admin exists, or until the server stops.
 */
export interface FirstAdmin {
  needed(): Promise<boolean>;
  /** A new token for `/setup?token=…`; the one before is void. */
  openLink(): string;
  /** Throws `already_set_up`, `set_up_link_wrong` or `password_too_common`. */
  makeByLink(token: string, request: FirstAdminRequest): Promise<AccountRecord>;
  /** Throws `already_set_up` or `password_too_common`. */
  make(request: FirstAdminRequest): Promise<AccountRecord>;
}

interface FirstAdminOptions {
  readonly sql: Sql;
  readonly hasher: PasswordHasher;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly onFirstAdmin: OnFirstAdmin;
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

export const createFirstAdmin = ({ sql, hasher, chance, clock, onFirstAdmin }: FirstAdminOptions): FirstAdmin => {
  /** Only the hash is kept: nothing that dumps memory or state gives the link away. */
  let linkDigest: Buffer | null = null;

  const needed = async (db: Db = sql): Promise<boolean> => !(await hasAnyone(db, 'admin'));

  const assertNeeded = async (db: Db = sql): Promise<void> => {
    if (!(await needed(db))) throw new AppError('already_set_up');
  };

  const make = async ({ username, email, password, stationName }: FirstAdminRequest): Promise<AccountRecord> => {
    assertGoodPassword(password, [username, email]);
    const passwordHash = await hasher.hash(password);
    const account = await sql.begin(async (tx) => {
      await lockSetUp(tx);
      await assertNeeded(tx);
      const made = await insertAccount(tx, {
        username,
        email,
        passwordHash,
        language: 'en',
        confirmedAt: new Date(clock.now()),
      });
      await addRole(tx, { accountId: made.id, role: 'admin' });
      await onFirstAdmin(tx, { accountId: made.id, stationName });
      return made;
    });
    linkDigest = null;
    return account;
  };

  return {
    needed: () => needed(),
    openLink: () => {
      const token = chance.token();
      linkDigest = digest(token);
      return token;
    },
    makeByLink: async (token, request) => {
      await assertNeeded();
      if (!linkDigest || !timingSafeEqual(linkDigest, digest(token))) throw new AppError('set_up_link_wrong');
      return make(request);
    },
    make,
  };
};
