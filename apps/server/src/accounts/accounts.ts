import type { Clock } from '@livestreamer/clock';
import type { RegistrationMode } from '@livestreamer/contracts';
import { type AuditLog, permissionsOfAccount } from '../access/index.ts';
import type { Caller, RouteRegistrar } from '../platform/http/index.ts';
import { type Chance, createTypedEvents, type Logger, type Part, type TypedEvents } from '../platform/index.ts';
import type { Tasks } from '../platform/jobs/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import type { Redis } from '../platform/redis/index.ts';
import { createAccountCare } from './account-care.ts';
import { accountRoutes } from './account-routes.ts';
import { standingOf } from './account-standing.ts';
import { type AccountRecord, accountById } from './account-store.ts';
import type { QueueLetter } from './letters/account-post.ts';
import { createRedisCeremonyStore } from './passkeys/ceremony-store.redis.ts';
import { createCeremonyStore } from './passkeys/ceremony-store.ts';
import { createPasswordCheck } from './passwords/password-check.ts';
import { createPasswordHasher } from './passwords/password-hasher.ts';
import { createFirstAdmin, type FirstAdminRequest, type OnFirstAdmin } from './registration/first-admin.ts';
import type { UseInvitation } from './registration/registration.ts';
import { createRedisSessionStore } from './sessions/session-store.redis.ts';
import { createSessionStore, type SessionStore } from './sessions/session-store.ts';
import { createSessions } from './sessions/sessions.ts';
import { createFindByPassword, type PasswordAttempt } from './sign-in.ts';
import { createWaysIn, type SourceAccount } from './ways-in.ts';
import { createWelcome } from './welcome.ts';

/** What others must know of people. */
export interface AccountEvents {
  /** Something lets this account in no more, or it may do less: banned, deleted, a new password, a key revoked. After the commit. */
  'access-changed': { readonly accountId: string };
}

/** Whoever sends audio. */
interface SourceCaller extends Caller {
  /** Who they are now, by what let them in; null when that is worth nothing any more. */
  readonly again: () => Promise<Caller | null>;
}

/** Who people are. */
export interface Accounts {
  readonly events: TypedEvents<AccountEvents>;
  /**
   * Whoever sends audio with this login and this stream key, or with the account's password while the second factor is off.
   * Throws `too_many_requests`.
   */
  authenticate(attempt: PasswordAttempt): Promise<SourceCaller | null>;
  /** Whoever sends audio and is signed in with this `Cookie` header. */
  sourceCallerOfCookie(cookieHeader: string | null, address: string): Promise<SourceCaller | null>;
  /** Whoever is signed in with this `Cookie` header, or null; active accounts only, from this request on. */
  callerOfCookie(cookieHeader: string | null, address?: string): Promise<Caller | null>;
  /** Deletes an account in the caller's transaction: signed out everywhere, the letter says how to come back. Throws `last_admin` or `not_found`. */
  deleteAccount(db: Db, account: { accountId: string }): Promise<void>;
  /** Signs an account out everywhere; with a transaction, as part of it. */
  endSessionsOf(db: Db, account: { accountId: string }): Promise<void>;
  /** Turns the second factor off without a code, in the caller's transaction: signed out everywhere, told by letter. Throws `second_factor_off`. */
  removeSecondFactor(db: Db, account: { accountId: string }): Promise<void>;
  /** Sends the letter again that confirms the address, in the caller's transaction. Throws `not_found` unless it waits for one. */
  sendConfirmation(db: Db, account: { accountId: string }): Promise<void>;
  /** Background work, for `createJobs`. */
  readonly tasks: Tasks;
  /** To be started before, and stopped after, what calls. */
  readonly parts: readonly Part[];
  routes(registrar: RouteRegistrar): void;
  /**
   * On a server without an admin: makes the one from the settings, or opens the set-up link and returns its token.
   * Null when nothing is left to do.
   */
  prepareFirstAdmin(fromSettings: FirstAdminRequest | null): Promise<string | null>;
}

interface AccountsOptions {
  readonly sql: Sql;
  /** Null: PostgreSQL alone says who is signed in. */
  readonly redis: Redis | null;
  readonly sessionSecret: string;
  /** Null: people come by whatever name this machine has. */
  readonly publicUrl: string | null;
  readonly secureCookies: boolean;
  readonly onFirstAdmin: OnFirstAdmin;
  readonly audit: AuditLog;
  readonly limits: RateLimits;
  readonly queueLetter: QueueLetter;
  /** Where people reach this server, without a slash at the end. */
  readonly siteUrl: () => string;
  readonly registrationMode: () => Promise<RegistrationMode>;
  readonly useInvitation: UseInvitation;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** Where sessions are kept: in PostgreSQL, with Redis before it where there is one. */
export const sessionStoreOf = ({
  sql,
  redis,
  clock,
  log,
}: Pick<AccountsOptions, 'sql' | 'redis' | 'clock' | 'log'>): SessionStore => {
  const kept = createSessionStore({ sql, clock });
  return redis ? createRedisSessionStore({ kept, redis, clock, log }) : kept;
};

export const createAccounts = (options: AccountsOptions): Accounts => {
  const { sql, redis, sessionSecret, secureCookies, onFirstAdmin, limits, clock, chance, log } = options;
  const hasher = createPasswordHasher();
  const store = sessionStoreOf({ sql, redis, clock, log });
  const sessions = createSessions({ store, secret: sessionSecret, secure: secureCookies, clock, chance });
  const firstAdmin = createFirstAdmin({ sql, hasher, chance, clock, onFirstAdmin });
  const findByPassword = createFindByPassword({ db: sql, hasher });
  const checkOwnPassword = createPasswordCheck({ hasher, limits });
  const events = createTypedEvents<AccountEvents>((err) =>
    log.error({ err }, 'Somebody went and not all heard of it.'),
  );
  const onAccessChanged = (accountId: string): void => events.emit('access-changed', { accountId });
  const care = createAccountCare({
    ...options,
    hasher,
    sessions,
    checkOwnPassword,
    onAccessChanged,
  });

  const welcome = createWelcome({ sql, sessions, clock });
  const waysIn = createWaysIn({
    ...options,
    ceremonies: redis ? createRedisCeremonyStore({ redis }) : createCeremonyStore({ clock }),
    findByPassword,
    checkOwnPassword,
    welcome,
    sessions,
    onAccessChanged,
  });

  const callerOf = async ({ id, username }: AccountRecord): Promise<Caller> => ({
    accountId: id,
    username,
    permissions: await permissionsOfAccount(sql, id),
  });

  const sourceCallerOf = async (found: SourceAccount | null): Promise<SourceCaller | null> => {
    if (!found) return null;
    const again = async (): Promise<Caller | null> => {
      const account = await found.again();
      return account && callerOf(account);
    };
    return { ...(await callerOf(found.account)), again };
  };

  return {
    events,
    authenticate: async (attempt) => sourceCallerOf(await waysIn.sourceAccountOf(attempt)),
    sourceCallerOfCookie: async (cookieHeader, address) =>
      sourceCallerOf(await waysIn.sourceAccountOfCookie(cookieHeader, address)),
    callerOfCookie: async (cookieHeader, address) => {
      const accountId = await sessions.accountIdOf(cookieHeader, address);
      const account = accountId === null ? null : await accountById(sql, accountId);
      return account && standingOf(account, clock.now()) === 'active' ? callerOf(account) : null;
    },
    deleteAccount: care.deleteAccount,
    endSessionsOf: (db, { accountId }) => sessions.endAllOf(accountId, { db }),
    removeSecondFactor: (db, { accountId }) => waysIn.removeSecondFactor(db, accountId),
    sendConfirmation: care.sendConfirmation,
    tasks: care.tasks,
    parts: care.parts,
    routes: (registrar) => {
      accountRoutes({ sql, sessions, firstAdmin, welcome, signIn: waysIn.signIn, onAccessChanged })(registrar);
      waysIn.routes(registrar);
      care.routes(registrar);
    },
    prepareFirstAdmin: async (fromSettings) => {
      if (!(await firstAdmin.needed())) return null;
      if (!fromSettings) return firstAdmin.openLink();
      await firstAdmin.make(fromSettings).catch((cause: unknown) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`The first admin cannot be made from the settings. ${why}`, { cause });
      });
      return null;
    },
  };
};
