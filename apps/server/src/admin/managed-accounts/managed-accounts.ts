import type { Clock } from '@livestreamer/clock';
import type { AuditAction, ManagedAccount, Permission, Role } from '@livestreamer/contracts';
import {
  type AuditLog,
  assertNotLastAdmin,
  permissionsOfAccount,
  permissionsOfRoles,
  replaceRoles,
} from '../../access/index.ts';
import { type Accounts, emailKey, insertBan, liftBan, lockAccount } from '../../accounts/index.ts';
import type { Caller } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { type ManagedAccountRow, managedAccount } from './managed-account-read-model.ts';
import { managedAccountReply } from './managed-account-reply.ts';
import { covers } from './managing-policy.ts';

/** Who does something about which account, and from where. */
export interface Managing {
  readonly actor: Caller;
  readonly accountId: string;
  readonly address: string;
}

/** What those do with accounts who keep order. Nobody touches an account that may do more than they; the last admin stays. */
export interface ManagedAccounts {
  setRoles(managing: Managing, roles: readonly Role[]): Promise<ManagedAccount>;
  ban(managing: Managing, ban: { reason: string; until: Date | null }): Promise<ManagedAccount>;
  unban(managing: Managing): Promise<ManagedAccount>;
  delete(managing: Managing): Promise<void>;
  /** For somebody who lost it. Throws `second_factor_off`. */
  removeSecondFactor(managing: Managing): Promise<void>;
  resendConfirmation(managing: Managing): Promise<void>;
}

export interface ManagedAccountsOptions {
  readonly sql: Sql;
  readonly accounts: Pick<
    Accounts,
    'events' | 'deleteAccount' | 'endSessionsOf' | 'removeSecondFactor' | 'sendConfirmation'
  >;
  /** Takes an account off air that may not broadcast any more. */
  readonly cutSources: (accountId: string) => void;
  readonly audit: AuditLog;
  readonly limits: RateLimits;
  readonly clock: Clock;
}

const mayBroadcast = (permissions: readonly Permission[]): boolean => permissions.includes('station.broadcast');

export const createManagedAccounts = (options: ManagedAccountsOptions): ManagedAccounts => {
  const { sql, accounts, cutSources, audit, limits, clock } = options;
  const reply = (row: ManagedAccountRow): ManagedAccount => managedAccountReply(row, clock.now());

  const find = async (db: Db, accountId: string): Promise<ManagedAccountRow> => {
    const account = await managedAccount(db, accountId);
    if (!account) throw new AppError('not_found');
    return account;
  };

  /** Locked until the transaction ends: of two who change one account at the same time, the second sees what the first left. */
  const findManageable = async (db: Db, { actor, accountId }: Managing) => {
    await lockAccount(db, accountId);
    const account = await find(db, accountId);
    const permissions = await permissionsOfAccount(db, accountId);
    if (!covers(actor.permissions, permissions))
      throw new AppError('forbidden', {
        message: 'This account may do more than yours, so it is not yours to change.',
      });
    return { account, permissions };
  };

  const record = (
    db: Db,
    { actor, address }: Managing,
    act: { action: AuditAction; account: ManagedAccountRow; details?: Record<string, string | string[] | null> },
  ): Promise<void> => {
    const { action, account, details = {} } = act;
    return audit.record(db, {
      actor,
      action,
      subject: `account:${account.username}`,
      details: { accountId: account.id, ...details },
      address,
    });
  };

  return {
    setRoles: async (managing, roles) => {
      const { actor, accountId } = managing;
      const { changed, wasCut } = await sql.begin(async (tx) => {
        const { account, permissions } = await findManageable(tx, managing);
        const given = await permissionsOfRoles(tx, roles);
        if (!covers(actor.permissions, given))
          throw new AppError('forbidden', { message: 'These roles give more than your account may do.' });
        if (account.roles.includes('admin') && !roles.includes('admin')) await assertNotLastAdmin(tx, accountId);
        await replaceRoles(tx, { accountId, roles });
        const after = await find(tx, accountId);
        const details = { before: account.roles, after: after.roles };
        await record(tx, managing, { action: 'account.roles', account, details });
        return { changed: after, wasCut: mayBroadcast(permissions) && !mayBroadcast(given) };
      });
      if (wasCut) cutSources(accountId);
      return reply(changed);
    },
    ban: async (managing, { reason, until }) => {
      const { accountId } = managing;
      if (until !== null && until.getTime() <= clock.now())
        throw new AppError('bad_request', { message: 'The time until which to ban has passed.' });
      const banned = await sql.begin(async (tx) => {
        const { account } = await findManageable(tx, managing);
        await assertNotLastAdmin(tx, accountId);
        await insertBan(tx, { accountId, reason, at: new Date(clock.now()), until });
        await accounts.endSessionsOf(tx, { accountId });
        await record(tx, managing, {
          action: 'account.ban',
          account,
          details: { reason, until: until?.toISOString() ?? null },
        });
        return find(tx, accountId);
      });
      accounts.events.emit('access-changed', { accountId });
      return reply(banned);
    },
    unban: (managing) =>
      sql.begin(async (tx) => {
        const { account } = await findManageable(tx, managing);
        await liftBan(tx, account.id);
        await record(tx, managing, { action: 'account.unban', account });
        return reply(await find(tx, account.id));
      }),
    delete: async (managing) => {
      const { accountId } = managing;
      await sql.begin(async (tx) => {
        const { account } = await findManageable(tx, managing);
        await accounts.deleteAccount(tx, { accountId });
        // Its owner may come back, but not as somebody who keeps order here.
        const kept = account.roles.filter((role) => role === 'listener');
        await replaceRoles(tx, { accountId, roles: kept });
        const details = { before: account.roles, after: kept };
        await record(tx, managing, { action: 'account.delete', account, details });
      });
      accounts.events.emit('access-changed', { accountId });
    },
    removeSecondFactor: async (managing) => {
      const { actor, accountId } = managing;
      // Else whoever has an admin's session would need neither the password nor a code.
      if (actor.accountId === accountId)
        throw new AppError('forbidden', { message: 'Turn your own off in your settings, with a code.' });
      await sql.begin(async (tx) => {
        const { account } = await findManageable(tx, managing);
        await accounts.removeSecondFactor(tx, { accountId });
        await record(tx, managing, { action: 'account.second-factor-off', account });
      });
      accounts.events.emit('access-changed', { accountId });
    },
    resendConfirmation: (managing) =>
      sql.begin(async (tx) => {
        const { account } = await findManageable(tx, managing);
        await limits.take('letter-mailbox', `confirmation ${emailKey(account.email)}`);
        await accounts.sendConfirmation(tx, { accountId: account.id });
        await record(tx, managing, { action: 'account.resend-letter', account });
      }),
  };
};
