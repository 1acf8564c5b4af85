import {
  confirmAccount,
  type RegistrationMode,
  registerAccount,
  registrationState,
  requestConfirmation,
} from '@livestreamer/contracts';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import { type RateLimits, rangeOf } from '../../platform/limits/index.ts';
import type { LetterRequests } from '../letters/letter-requests.ts';
import type { Registration } from './registration.ts';

interface AccountRegistrationRoutesOptions {
  readonly registration: Registration;
  readonly registrationMode: () => Promise<RegistrationMode>;
  readonly limits: RateLimits;
  readonly letterRequests: LetterRequests;
}

/** Make an account, and confirm its address. */
export const accountRegistrationRoutes = (options: AccountRegistrationRoutesOptions) => {
  const { registration, registrationMode, limits, letterRequests } = options;

  return (registrar: RouteRegistrar): void => {
    registrar.add(registrationState, async () => ({ mode: await registrationMode() }));

    registrar.add(registerAccount, async ({ body: { invitation = null, ...request } }, { address }) => {
      await limits.take('registration-address', rangeOf(address));
      await registration.register({ ...request, invitation });
      return undefined;
    });

    registrar.add(requestConfirmation, async ({ body: { email, language } }, { address }) => {
      await limits.take('letter-address', rangeOf(address));
      await letterRequests.ask({ kind: 'confirmation', email, language });
      return undefined;
    });

    registrar.add(confirmAccount, async ({ params: { token } }) => {
      await registration.confirm(token);
      return undefined;
    });
  };
};
