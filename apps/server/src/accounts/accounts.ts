import { permissionsOf } from '@livestreamer/contracts';
import { rolesOf } from '../access/index.ts';
import type { Caller, RouteRegistrar } from '../platform/http/index.ts';
import type { Chance, Clock } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { Redis } from '../platform/redis/index.ts';
import { accountRoutes } from './account-routes.ts';
import { type AccountRecord, accountById } from './account-store.ts';
import { createFirstAdmin, type FirstAdminRequest, type OnFirstAdmin } from './first-admin.ts';
import { createPasswordHasher } from './password-hasher.ts';
import { createRedisSessionStore } from './session-store.redis.ts';
import { createSessionStore } from './session-store.ts';
import { createSessions } from './sessions.ts';
import { type Credentials, createFindByPassword } from './sign-in.ts';

/** Who people are. */
export interface Accounts {
  /** Whoever has this login and password, or null. */
  authenticate(credentials: Credentials): Promise<Caller | null>;
  /** Whoever is signed in with this `Cookie` header, or null. */
  callerOfCookie(cookieHeader: string | null): Promise<Caller | null>;
  routes(registrar: RouteRegistrar): void;
  /**
   * On a server without an admin: makes the one from the settings, or opens the set-up link and returns its token.
   * Null when nothing is left to do.
   */
  prepareFirstAdmin(fromSettings: FirstAdminRequest | null): Promise<string | null>;
}

interface AccountsOptions {
  readonly sql: Sql;
  /** Null: sessions are kept in PostgreSQL. */
  readonly redis: Redis | null;
  readonly sessionSecret: string;
  readonly secureCookies: boolean;
  readonly onFirstAdmin: OnFirstAdmin;
  readonly clock: Clock;
  readonly chance: Chance;
}

export const createAccounts = (options: AccountsOptions): Accounts => {
  const { sql, redis, sessionSecret, secureCookies, onFirstAdmin, clock, chance } = options;
  const hasher = createPasswordHasher();
  const store = redis ? createRedisSessionStore({ redis, clock }) : createSessionStore({ sql, clock });
  const sessions = createSessions({ store, secret: sessionSecret, secure: secureCookies, clock, chance });
  const firstAdmin = createFirstAdmin({ sql, hasher, chance, clock, onFirstAdmin });
  const findByPassword = createFindByPassword({ db: sql, hasher });

  const callerOf = async ({ id, username }: AccountRecord): Promise<Caller> => ({
    accountId: id,
    username,
    permissions: permissionsOf(await rolesOf(sql, id)),
  });

  return {
    authenticate: async (credentials) => {
      const account = await findByPassword(credentials);
      return account && callerOf(account);
    },
    callerOfCookie: async (cookieHeader) => {
      const accountId = await sessions.accountIdOf(cookieHeader);
      const account = accountId === null ? null : await accountById(sql, accountId);
      return account && callerOf(account);
    },
    routes: accountRoutes({ sql, sessions, firstAdmin, findByPassword }),
    prepareFirstAdmin: async (fromSettings) => {
      if (!(await firstAdmin.needed())) return null;
      if (!fromSettings) return firstAdmin.openLink();
      await firstAdmin.make(fromSettings);
      return null;
    },
  };
};
