import type { Clock } from '@livestreamer/clock';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { type Chance, createSealer } from '../platform/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { createAccountPost, type ProtectionChange, type QueueLetter } from './account-post.ts';
import { standingOf } from './account-standing.ts';
import { type AccountRecord, accountById } from './account-store.ts';
import { createOneTimeLinks } from './one-time-links.ts';
import { createOwnSiteOf } from './own-site.ts';
import type { CeremonyStore } from './passkeys/ceremony-store.ts';
import { passkeyRoutes } from './passkeys/passkey-routes.ts';
import { createPasskeys } from './passkeys/passkeys.ts';
import type { CheckOwnPassword } from './password-check.ts';
import { createSecondFactor } from './second-factor/second-factor.ts';
import { secondFactorRoutes } from './second-factor/second-factor-routes.ts';
import { createPasswordSignIn, type FindByPassword, type PasswordAttempt, type PasswordSignIn } from './sign-in.ts';
import { streamKeyRoutes } from './stream-keys/stream-key-routes.ts';
import { createStreamKeys } from './stream-keys/stream-keys.ts';
import type { Welcome } from './welcome.ts';

/** Whoever may send audio, and the stream key that said so; null: it was the account's password. */
export interface SourceAccount {
  readonly account: AccountRecord;
  readonly streamKeyId: string | null;
}

/** How people and their programs show who they are: password, second factor, passkey, stream key. */
export interface WaysIn {
  readonly signIn: PasswordSignIn['signIn'];
  /** By stream key, or by the account's password while the second factor is off. Throws `too_many_requests`. */
  sourceAccountOf(attempt: PasswordAttempt): Promise<SourceAccount | null>;
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
  readonly onStreamKeyRevoked: (streamKeyId: string) => void;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly chance: Chance;
}

export const createWaysIn = (options: WaysInOptions): WaysIn => {
  const { sql, sessionSecret, publicUrl, clock } = options;
  const siteOf = createOwnSiteOf(publicUrl);
  const sealer = createSealer({ secret: sessionSecret, purpose: 'second factors' });
  const post = createAccountPost({ ...options, links: createOneTimeLinks(options) });
  const tellOwner = async (db: Db, accountId: string, change: ProtectionChange): Promise<void> => {
    const account = await accountById(db, accountId);
    if (account) await post.protectionChanged(db, account, change);
  };
  const secondFactor = createSecondFactor({ ...options, sealer, tellOwner });
  const passkeys = createPasskeys({ ...options, tellOwner });
  const streamKeys = createStreamKeys(options);
  const byPassword = createPasswordSignIn({ ...options, secondFactor });

  const accountOfKey = async (accountId: string): Promise<AccountRecord | null> => {
    const account = await accountById(sql, accountId);
    return account && standingOf(account, clock.now()) === 'active' ? account : null;
  };

  return {
    signIn: byPassword.signIn,
    sourceAccountOf: async (attempt) => {
      // Nobody guesses a key: it is not counted, so a source that reconnects all night is never told to wait.
      const key = await streamKeys.find({ login: attempt.login, key: attempt.password });
      const account = key ? await accountOfKey(key.accountId) : await byPassword.accountOf(attempt);
      return account && { account, streamKeyId: key?.id ?? null };
    },
    routes: (registrar) => {
      secondFactorRoutes({ ...options, secondFactor, siteOf })(registrar);
      passkeyRoutes({ ...options, passkeys, siteOf })(registrar);
      streamKeyRoutes({ streamKeys, onRevoked: options.onStreamKeyRevoked })(registrar);
    },
  };
};
