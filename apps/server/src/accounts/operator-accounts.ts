import type { Clock } from '@livestreamer/clock';
import type { Role } from '@livestreamer/contracts';
import { type AuditLog, addRole, assertNotLastAdmin, hasAnyone, replaceRoles, rolesOf } from '../access/index.ts';
import { AppError } from '../platform/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { insertBan } from './account-standing-store.ts';
import { type AccountRecord, accountByUsername, insertAccount, lockAccount, lockSetUp } from './account-store.ts';
import { createPasswordHasher } from './passwords/password-hasher.ts';
import { assertGoodPassword } from './passwords/password-rules.ts';
import type { OnFirstAdmin } from './registration/first-admin.ts';
import type { SessionStore } from './sessions/session-store.ts';

/** Who is to have an account. */
export interface OperatorAccountRequest {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  /** Of the default station, where this is the server's first admin. */
  readonly stationName: string;
}

/**
 * What whoever has a shell on the server does with accounts: nobody's permissions are asked, and everything is in the audit log as done by the
 * server itself, from this machine. The last admin stays.
 */
export interface OperatorAccounts {
  /** Good at once: no letter confirms the address. Throws `username_taken`, `email_taken` or `password_too_common`. */
  make(request: OperatorAccountRequest): Promise<AccountRecord>;
  /** Gives these roles and no others. Throws `not_found` or `last_admin`. */
  setRoles(username: string, roles: readonly Role[]): Promise<{ account: AccountRecord; before: readonly Role[] }>;
  /** Bans for good, and signs out everywhere. Throws `not_found` or `last_admin`. */
  disable(username: string, reason: string): Promise<AccountRecord>;
}

interface OperatorAccountsOptions {
  readonly sql: Sql;
  readonly sessions: Pick<SessionStore, 'removeAllOf'>;
  readonly audit: AuditLog;
  readonly onFirstAdmin: OnFirstAdmin;
  readonly clock: Clock;
}

export const createOperatorAccounts = (options: OperatorAccountsOptions): OperatorAccounts => {
  const { sql, sessions, audit, onFirstAdmin, clock } = options;
  const hasher = createPasswordHasher();

  const findLocked = async (db: Db, username: string): Promise<AccountRecord> => {
    const found = await accountByUsername(db, username);
    if (!found) throw new AppError('not_found', { message: `There is no account ${username}.` });
    await lockAccount(db, found.id);
    return found;
  };

  return {
    make: async ({ username, email, password, role, stationName }) => {
      assertGoodPassword(password, [username, email]);
      const passwordHash = await hasher.hash(password);
      const confirmedAt = new Date(clock.now());
      return sql.begin(async (tx) => {
        await lockSetUp(tx);
        const isFirstAdmin = role === 'admin' && !(await hasAnyone(tx, 'admin'));
        const account = await insertAccount(tx, { username, email, passwordHash, language: 'en', confirmedAt });
        const { id: accountId } = account;
        await addRole(tx, { accountId, role });
        if (isFirstAdmin) await onFirstAdmin(tx, { accountId, stationName });
        const subject = `account:${account.username}`;
        const details = { accountId, after: [role] };
        await audit.record(tx, { actor: null, action: 'account.make', subject, details, address: null });
        return account;
      });
    },

    setRoles: (username, roles) =>
      sql.begin(async (tx) => {
        const account = await findLocked(tx, username);
        const { id: accountId } = account;
        const before = await rolesOf(tx, accountId);
        if (before.includes('admin') && !roles.includes('admin')) await assertNotLastAdmin(tx, accountId);
        await replaceRoles(tx, { accountId, roles });
        const subject = `account:${account.username}`;
        const details = { accountId, before, after: await rolesOf(tx, accountId) };
        await audit.record(tx, { actor: null, action: 'account.roles', subject, details, address: null });
        return { account, before };
      }),

    disable: (username, reason) =>
      sql.begin(async (tx) => {
        const account = await findLocked(tx, username);
        const { id: accountId } = account;
        await assertNotLastAdmin(tx, accountId);
        await insertBan(tx, { accountId, reason, at: new Date(clock.now()), until: null });
        await sessions.removeAllOf(accountId, { but: null, db: tx });
        const subject = `account:${account.username}`;
        const details = { accountId, reason, until: null };
        await audit.record(tx, { actor: null, action: 'account.ban', subject, details, address: null });
        return account;
      }),
  };
};
