import type { Clock } from '@livestreamer/clock';
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  listPasskeys,
  type Passkey,
  removePasskey,
  signInWithPasskey,
} from '@livestreamer/contracts';
import { type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import { type RateLimits, rangeOf } from '../../platform/limits/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { accountById } from '../account-store.ts';
import type { OwnSiteOf } from '../own-site.ts';
import type { CheckOwnPassword } from '../passwords/password-check.ts';
import { assertMayEnter } from '../sign-in.ts';
import type { Welcome } from '../welcome.ts';
import { listPasskeysOf, type PasskeyRecord } from './passkey-store.ts';
import type { Passkeys } from './passkeys.ts';

interface PasskeyRoutesOptions {
  readonly sql: Sql;
  readonly passkeys: Passkeys;
  readonly siteOf: OwnSiteOf;
  readonly welcome: Welcome;
  readonly checkOwnPassword: CheckOwnPassword;
  readonly limits: RateLimits;
  readonly clock: Clock;
}

const replyOf = ({ id, name, createdAt, lastUsedAt }: PasskeyRecord): Passkey => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

/** The passkeys of an account, and signing in with one. */
export const passkeyRoutes =
  ({ sql, passkeys, siteOf, welcome, checkOwnPassword, limits, clock }: PasskeyRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listPasskeys, async (_, context) => {
      const passkeysOf = await listPasskeysOf(sql, requireCaller(context).accountId);
      return { items: passkeysOf.map(replyOf) };
    });

    registrar.add(beginPasskey, async ({ body: { currentPassword } }, context) => {
      const { accountId, username } = requireCaller(context);
      await checkOwnPassword(sql, { accountId, password: currentPassword });
      return passkeys.askForNew({ site: siteOf(context.host), accountId, username });
    });

    registrar.add(addPasskey, async ({ body }, context) => {
      const { accountId } = requireCaller(context);
      return replyOf(await passkeys.add({ ...body, accountId, site: siteOf(context.host) }));
    });

    registrar.add(removePasskey, async ({ params: { passkey: id } }, context) => {
      const { accountId } = requireCaller(context);
      await passkeys.remove({ accountId, id });
      return undefined;
    });

    registrar.add(beginPasskeySignIn, async (_, { address, host }) => {
      await limits.take('sign-in-address', rangeOf(address));
      return passkeys.askForSignIn(siteOf(host));
    });

    registrar.add(signInWithPasskey, async ({ body }, context) => {
      await limits.take('sign-in-address', rangeOf(context.address));
      const accountId = await passkeys.accountIdOf({ ...body, site: siteOf(context.host) });
      const account = await accountById(sql, accountId);
      if (!account) throw new AppError('passkey_wrong');
      assertMayEnter(account, clock.now());
      await limits.giveBack('sign-in-address', rangeOf(context.address), 2); // with the question
      return welcome({ account }, context);
    });
  };
