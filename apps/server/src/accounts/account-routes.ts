import { setUp, setUpState, signIn, signOut, whoAmI } from '@livestreamer/contracts';
import { type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { accountReply } from './account-reply.ts';
import { accountById } from './account-store.ts';
import type { FirstAdmin } from './registration/first-admin.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { PasswordSignIn } from './sign-in.ts';
import type { Welcome } from './welcome.ts';

interface AccountRoutesOptions {
  readonly sql: Sql;
  readonly sessions: Sessions;
  readonly firstAdmin: FirstAdmin;
  readonly welcome: Welcome;
  readonly signIn: PasswordSignIn['signIn'];
  readonly onAccessChanged: (accountId: string) => void;
}

/** Sign in, sign out, who am I, and the set-up of a new server. */
export const accountRoutes = (options: AccountRoutesOptions) => {
  const { sql, sessions, firstAdmin, welcome, signIn: signInByPassword, onAccessChanged } = options;

  return (registrar: RouteRegistrar): void => {
    registrar.add(signIn, async ({ body }, context) => {
      const entrant = await signInByPassword({ ...body, address: context.address });
      return welcome(entrant, context);
    });

    registrar.add(signOut, async (_, { caller, cookieHeader, setCookie }) => {
      setCookie(await sessions.close(cookieHeader));
      if (caller) onAccessChanged(caller.accountId); // pages in other tabs of this browser are nobody's now
      return undefined;
    });

    registrar.add(whoAmI, async (_, context) => {
      const account = await accountById(sql, requireCaller(context).accountId);
      if (!account) throw new AppError('not_signed_in');
      return accountReply(sql, account);
    });

    registrar.add(setUpState, async () => ({ needed: await firstAdmin.needed() }));

    registrar.add(setUp, async ({ body: { token, ...request } }, context) => {
      const account = await firstAdmin.makeByLink(token, request);
      return welcome({ account }, context);
    });
  };
};
