import {
  changeEmail,
  changeLanguage,
  changePassword,
  changeUsername,
  deleteOwnAccount,
  exportOwnAccount,
} from '@livestreamer/contracts';
import { type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import { type RateLimits, rangeOf } from '../../platform/limits/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { accountReply } from '../account-reply.ts';
import { accountById } from '../account-store.ts';
import type { CheckOwnPassword } from '../passwords/password-check.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { accountExport } from './account-export-read-model.ts';
import type { OwnAccount } from './own-account.ts';

interface OwnAccountRoutesOptions {
  readonly sql: Sql;
  readonly ownAccount: OwnAccount;
  readonly deleteAccount: (db: Db, account: { accountId: string }) => Promise<void>;
  readonly sessions: Sessions;
  readonly checkOwnPassword: CheckOwnPassword;
  /** Hears of every account that something lets in no more. */
  readonly onAccessChanged: (accountId: string) => void;
  readonly limits: RateLimits;
}

/** What people do with their own account. */
export const ownAccountRoutes = (options: OwnAccountRoutesOptions) => {
  const { sql, ownAccount, deleteAccount, sessions, checkOwnPassword, onAccessChanged, limits } = options;

  return (registrar: RouteRegistrar): void => {
    registrar.add(changeUsername, async ({ body: { username } }, context) =>
      accountReply(sql, await ownAccount.changeUsername(requireCaller(context).accountId, username)),
    );

    registrar.add(changePassword, async ({ body }, context) => {
      const { accountId } = requireCaller(context);
      await ownAccount.changePassword(accountId, { ...body, cookieHeader: context.cookieHeader });
      onAccessChanged(accountId);
      return undefined;
    });

    registrar.add(changeEmail, async ({ body }, context) => {
      await limits.take('letter-address', rangeOf(context.address));
      await ownAccount.changeEmail(requireCaller(context).accountId, body);
      return undefined;
    });

    registrar.add(changeLanguage, async ({ body: { language } }, context) => {
      await ownAccount.changeLanguage(requireCaller(context).accountId, language);
      return undefined;
    });

    registrar.add(deleteOwnAccount, async ({ body: { currentPassword } }, context) => {
      const { accountId } = requireCaller(context);
      await checkOwnPassword(sql, { accountId, password: currentPassword });
      await sql.begin((tx) => deleteAccount(tx, { accountId }));
      onAccessChanged(accountId);
      context.setCookie(await sessions.close(context.cookieHeader));
      return undefined;
    });

    registrar.add(exportOwnAccount, async (_, context) => {
      const account = await accountById(sql, requireCaller(context).accountId);
      if (!account) throw new AppError('not_signed_in');
      return {
        ...(await accountExport(sql, account)),
        sessions: await sessions.listOf(account.id, context.cookieHeader),
      };
    });
  };
};
