import type { Clock } from '@livestreamer/clock';
import {
  banAccount,
  deleteAccount,
  getManagedAccount,
  listAccounts,
  removeSecondFactor,
  resendConfirmation,
  setAccountRoles,
  unbanAccount,
} from '@livestreamer/contracts';
import { z } from 'zod';
import { emailKey, usernameKey } from '../../accounts/index.ts';
import { type CallContext, type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { AppError, decodeCursor, pageFrom } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { managedAccount, managedAccountPage } from './managed-account-read-model.ts';
import { managedAccountReply } from './managed-account-reply.ts';
import type { ManagedAccounts, Managing } from './managed-accounts.ts';

interface ManagedAccountRoutesOptions {
  readonly sql: Sql;
  readonly managed: ManagedAccounts;
  readonly clock: Clock;
}

const pageKeySchema = z.tuple([z.string()]);

const managing = (context: CallContext, accountId: string): Managing => ({
  actor: requireCaller(context),
  accountId,
  address: context.address,
});

/** Other people's accounts. */
export const managedAccountRoutes =
  ({ sql, managed, clock }: ManagedAccountRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listAccounts, async ({ query: { cursor, limit, search, state, role } }) => {
      const [after = null] = decodeCursor(pageKeySchema, cursor) ?? [];
      const rows = await managedAccountPage(sql, {
        search: {
          text: search ? { username: usernameKey(search), email: emailKey(search) } : null,
          state: state ?? null,
          role: role ?? null,
          now: new Date(clock.now()),
        },
        after,
        limit: limit + 1,
      });
      return pageFrom(rows, {
        limit,
        item: (row) => managedAccountReply(row, clock.now()),
        key: ({ usernameKey: last }) => [last],
      });
    });

    registrar.add(getManagedAccount, async ({ params }) => {
      const account = await managedAccount(sql, params.account);
      if (!account) throw new AppError('not_found');
      return managedAccountReply(account, clock.now());
    });

    registrar.add(setAccountRoles, ({ params, body: { roles } }, context) =>
      managed.setRoles(managing(context, params.account), roles),
    );

    registrar.add(banAccount, ({ params, body: { reason, until } }, context) =>
      managed.ban(managing(context, params.account), { reason, until: until === null ? null : new Date(until) }),
    );

    registrar.add(unbanAccount, ({ params }, context) => managed.unban(managing(context, params.account)));

    registrar.add(deleteAccount, async ({ params }, context) => {
      await managed.delete(managing(context, params.account));
      return undefined;
    });

    registrar.add(removeSecondFactor, async ({ params }, context) => {
      await managed.removeSecondFactor(managing(context, params.account));
      return undefined;
    });

    registrar.add(resendConfirmation, async ({ params }, context) => {
      await managed.resendConfirmation(managing(context, params.account));
      return undefined;
    });
  };
