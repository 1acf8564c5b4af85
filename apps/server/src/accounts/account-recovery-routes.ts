import { confirmEmailChange, requestPasswordReset, resetPassword, restoreAccount } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { type RateLimits, rangeOf } from '../platform/limits/index.ts';
import type { LetterRequests } from './letters/letter-requests.ts';
import type { AccountDeletion } from './own-account/account-deletion.ts';
import type { OwnAccount } from './own-account/own-account.ts';
import type { PasswordReset } from './passwords/password-reset.ts';

interface AccountRecoveryRoutesOptions {
  readonly passwordReset: PasswordReset;
  readonly ownAccount: OwnAccount;
  readonly deletion: AccountDeletion;
  /** Hears of every account that something lets in no more. */
  readonly onAccessChanged: (accountId: string) => void;
  readonly limits: RateLimits;
  readonly letterRequests: LetterRequests;
}

/** What people who are not signed in do with the links in letters, and how they get one for a forgotten password. */
export const accountRecoveryRoutes = (options: AccountRecoveryRoutesOptions) => {
  const { passwordReset, ownAccount, deletion, onAccessChanged, limits, letterRequests } = options;

  return (registrar: RouteRegistrar): void => {
    registrar.add(requestPasswordReset, async ({ body: { email, language } }, { address }) => {
      await limits.take('letter-address', rangeOf(address));
      await letterRequests.ask({ kind: 'reset', email, language });
      return undefined;
    });

    registrar.add(resetPassword, async ({ params: { token }, body }) => {
      onAccessChanged(await passwordReset.reset({ ...body, token }));
      return undefined;
    });

    registrar.add(confirmEmailChange, async ({ params: { token } }) => {
      await ownAccount.confirmEmail(token);
      return undefined;
    });

    registrar.add(restoreAccount, async ({ params: { token } }, { address }) => {
      await deletion.restore({ token, address });
      return undefined;
    });
  };
};
