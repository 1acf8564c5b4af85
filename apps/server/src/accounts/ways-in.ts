import type { Clock } from '@livestreamer/clock';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { type Chance, createSealer } from '../platform/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { standingOf } from './account-standing.ts';
import { type AccountRecord, accountById, passwordHashById } from './account-store.ts';
import { createAccountPost, type ProtectionChange, type QueueLetter, type TellOwner } from './letters/account-post.ts';
import { createOneTimeLinks } from './letters/one-time-links.ts';
import { createOwnSiteOf } from './own-site.ts';
import type { CeremonyStore } from './passkeys/ceremony-store.ts';
import { passkeyRoutes } from './passkeys/passkey-routes.ts';
import { createPasskeys } from './passkeys/passkeys.ts';
import type { CheckOwnPassword } from './passwords/password-check.ts';
import { createSecondFactor, type SecondFactor } from './second-factor/second-factor.ts';
import { secondFactorRoutes } from './second-factor/second-factor-routes.ts';
import type { Sessions } from './sessions/sessions.ts';
import { createPasswordSignIn, type FindByPassword, type PasswordAttempt, type PasswordSignIn } from './sign-in.ts';
import { streamKeyRoutes } from './stream-keys/stream-key-routes.ts';
import { createStreamKeys } from './stream-keys/stream-keys.ts';
import type { Welcome } from './welcome.ts';

/** Whoever may send audio. */
export interface SourceAccount {
  readonly account: AccountRecord;
  /** The account as it is now, if what let it in (key, password, session) still would and it stands; else null. */
  readonly again: () => Promise<AccountRecord | null>;
}

/** How people and their programs show who they are: password, second factor, passkey, stream key. */
export interface WaysIn {
  readonly signIn: PasswordSignIn['signIn'];
  /** By stream key, or by the account's password while the second factor is off. Throws `too_many_requests`. */
  sourceAccountOf(attempt: PasswordAttempt): Promise<SourceAccount | null>;
  /**
   * By the session of this `Cookie` header. When the password or the second factor is changed, it has to be there still; a session
   * that is lost otherwise (a Redis that forgot, a sign-out) ends no show.
   */
  sourceAccountOfCookie(cookieHeader: string | null, address: string): Promise<SourceAccount | null>;
  /** In the caller's transaction, without a code. Throws `second_factor_off`. */
  readonly removeSecondFactor: SecondFactor['remove'];
  routes(registrar: RouteRegistrar): void;
}

interface WaysInOptions {
  readonly sql: Sql;
  readonly ceremonies: CeremonyStore;
  readonly sessionSecret: string;
  readonly publicUrl: string | null;
  readonly queueLetter: QueueLetter;
  /** Where people reach this server, without a slash at the end. */
  readonly siteUrl: () => string;
  readonly findByPassword: FindByPassword;
  readonly checkOwnPassword: CheckOwnPassword;
  readonly welcome: Welcome;
  readonly sessions: Sessions;
  /** Hears of every account that something lets in no more. */
  readonly onAccessChanged: (accountId: string) => void;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly chance: Chance;
}

export const createWaysIn = (options: WaysInOptions): WaysIn => {
  const { sql, sessionSecret, publicUrl, sessions, clock } = options;
  const siteOf = createOwnSiteOf(publicUrl);
  const sealer = createSealer({ secret: sessionSecret, purpose: 'second factors' });
  const post = createAccountPost({ ...options, links: createOneTimeLinks(options) });
  const tellOwner: TellOwner<ProtectionChange> = async (db, accountId, change) => {
    const account = await accountById(db, accountId);
    if (account) await post.protectionChanged(db, account, change);
  };
  const secondFactor = createSecondFactor({ ...options, sealer, tellOwner });
  const passkeys = createPasskeys({ ...options, tellOwner });
  const streamKeys = createStreamKeys({ ...options, tellOwner });
  const byPassword = createPasswordSignIn({ ...options, secondFactor });

  const standing = async (accountId: string): Promise<AccountRecord | null> => {
    const account = await accountById(sql, accountId);
    return account && standingOf(account, clock.now()) === 'active' ? account : null;
  };

  const byKey = async ({ id, accountId }: { id: string; accountId: string }): Promise<SourceAccount | null> => {
    const account = await standing(accountId);
    return account && { account, again: async () => ((await streamKeys.isThere(id)) ? standing(accountId) : null) };
  };

  /** What a sign-in takes. It differs when one of them was changed. */
  const lockOf = async (accountId: string): Promise<string> =>
    `${await passwordHashById(sql, accountId)} ${await secondFactor.isOn(sql, accountId)}`;

  return {
    signIn: byPassword.signIn,
    sourceAccountOf: async (attempt) => {
      // Nobody guesses a key: it is not counted, so a source that reconnects all night is never told to wait.
      const key = await streamKeys.find({ login: attempt.login, key: attempt.password });
      if (key) return byKey(key);
      const account = await byPassword.accountOf(attempt);
      if (!account) return null;
      const { id, passwordHash } = account;
      const lock = `${passwordHash} false`;
      return { account, again: async () => ((await lockOf(id)) === lock ? standing(id) : null) };
    },
    sourceAccountOfCookie: async (cookieHeader, address) => {
      const id = await sessions.accountIdOf(cookieHeader, address);
      if (id === null) return null;
      const lock = await lockOf(id);
      const account = await standing(id);
      const isSignedIn = async () => (await sessions.accountIdOf(cookieHeader)) === id;
      return (
        account && {
          account,
          again: async () => ((await lockOf(id)) === lock || (await isSignedIn()) ? standing(id) : null),
        }
      );
    },
    removeSecondFactor: secondFactor.remove,
    routes: (registrar) => {
      secondFactorRoutes({ ...options, secondFactor, siteOf })(registrar);
      passkeyRoutes({ ...options, passkeys, siteOf })(registrar);
      streamKeyRoutes({ ...options, streamKeys })(registrar);
    },
  };
};
