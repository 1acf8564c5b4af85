import {
  beginSecondFactor,
  renewRecoveryCodes,
  secondFactorState,
  turnSecondFactorOff,
  turnSecondFactorOn,
} from '@livestreamer/contracts';
import { type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { OwnSiteOf } from '../own-site.ts';
import type { CheckOwnPassword } from '../passwords/password-check.ts';
import type { SecondFactor } from './second-factor.ts';

interface SecondFactorRoutesOptions {
  readonly sql: Sql;
  readonly secondFactor: SecondFactor;
  readonly siteOf: OwnSiteOf;
  readonly checkOwnPassword: CheckOwnPassword;
  /** Hears of every account that something lets in no more. */
  readonly onAccessChanged: (accountId: string) => void;
}

/** Turning the second factor on and off, and its recovery codes. */
export const secondFactorRoutes =
  ({ sql, secondFactor, siteOf, checkOwnPassword, onAccessChanged }: SecondFactorRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(secondFactorState, (_, context) => secondFactor.state(requireCaller(context).accountId));

    registrar.add(beginSecondFactor, async ({ body: { currentPassword } }, context) => {
      const { accountId, username } = requireCaller(context);
      await checkOwnPassword(sql, { accountId, password: currentPassword });
      return secondFactor.begin({ accountId, username, issuer: siteOf(context.host).name });
    });

    registrar.add(turnSecondFactorOn, async ({ body: { code } }, context) => {
      const { accountId } = requireCaller(context);
      const recoveryCodes = await secondFactor.turnOn({ accountId, code, cookieHeader: context.cookieHeader });
      onAccessChanged(accountId);
      return { recoveryCodes };
    });

    registrar.add(renewRecoveryCodes, async ({ body: { currentPassword, code } }, context) => {
      const { accountId } = requireCaller(context);
      await checkOwnPassword(sql, { accountId, password: currentPassword });
      return { recoveryCodes: await secondFactor.renewRecoveryCodes({ accountId, code }) };
    });

    registrar.add(turnSecondFactorOff, async ({ body: { currentPassword, code } }, context) => {
      const { accountId } = requireCaller(context);
      await checkOwnPassword(sql, { accountId, password: currentPassword });
      await secondFactor.turnOff({ accountId, code, cookieHeader: context.cookieHeader });
      onAccessChanged(accountId);
      return undefined;
    });
  };
