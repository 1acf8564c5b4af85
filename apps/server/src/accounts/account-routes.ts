import { type Account, permissionsOf, setUp, setUpState, signIn, signOut, whoAmI } from '@livestreamer/contracts';
import { rolesOf } from '../access/index.ts';
import { type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { type AccountRecord, accountById } from './account-store.ts';
import type { FirstAdmin } from './first-admin.ts';
import type { Sessions } from './sessions.ts';
import type { FindByPassword } from './sign-in.ts';

interface AccountRoutesOptions {
  readonly sql: Sql;
  readonly sessions: Sessions;
  readonly firstAdmin: FirstAdmin;
  readonly findByPassword: FindByPassword;
}

/** Sign in, sign out, who am I, and the set-up of a new server. */
export const accountRoutes = (options: AccountRoutesOptions) => {
  const { sql, sessions, firstAdmin, findByPassword } = options;

  const reply = async ({ id, username, email }: AccountRecord): Promise<Account> => {
    const roles = await rolesOf(sql, id);
    return { id, username, email, roles, permissions: permissionsOf(roles) };
  };

  return (registrar: RouteRegistrar): void => {
    registrar.add(signIn, async ({ body }, { cookieHeader, setCookie }) => {
      const account = await findByPassword(body);
      if (!account) throw new AppError('wrong_credentials');
      setCookie(await sessions.open(account.id, cookieHeader));
      return reply(account);
    });

    registrar.add(signOut, async (_, { cookieHeader, setCookie }) => {
      setCookie(await sessions.close(cookieHeader));
      return undefined;
    });

    registrar.add(whoAmI, async (_, context) => {
      const account = await accountById(sql, requireCaller(context).accountId);
      if (!account) throw new AppError('not_signed_in');
      return reply(account);
    });

    registrar.add(setUpState, async () => ({ needed: await firstAdmin.needed() }));

    registrar.add(setUp, async ({ body: { token, ...request } }, { cookieHeader, setCookie }) => {
      const account = await firstAdmin.makeByLink(token, request);
      setCookie(await sessions.open(account.id, cookieHeader));
      return reply(account);
    });
  };
};
