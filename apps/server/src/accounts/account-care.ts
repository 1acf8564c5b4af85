import type { Clock } from '@livestreamer/clock';
import type { RegistrationMode } from '@livestreamer/contracts';
import type { AuditLog } from '../access/index.ts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import { type Chance, createSweeping, type Logger, type Part } from '../platform/index.ts';
import type { Tasks } from '../platform/jobs/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import { accountRecoveryRoutes } from './account-recovery-routes.ts';
import { createAccountPost, type QueueLetter } from './letters/account-post.ts';
import { createLetterRequests } from './letters/letter-requests.ts';
import { createOneTimeLinks } from './letters/one-time-links.ts';
import { createAccountDeletion } from './own-account/account-deletion.ts';
import { createOwnAccount } from './own-account/own-account.ts';
import { ownAccountRoutes } from './own-account/own-account-routes.ts';
import type { CheckOwnPassword } from './passwords/password-check.ts';
import type { PasswordHasher } from './passwords/password-hasher.ts';
import { createPasswordReset } from './passwords/password-reset.ts';
import { accountRegistrationRoutes } from './registration/account-registration-routes.ts';
import { createRegistration, type UseInvitation } from './registration/registration.ts';
import { keepUsernameKeys } from './registration/username-key-upkeep.ts';
import { ownSessionRoutes } from './sessions/own-session-routes.ts';
import type { Sessions } from './sessions/sessions.ts';

/** What an account goes through between its registration and its end. */
export interface AccountCare {
  routes(registrar: RouteRegistrar): void;
  /** In the caller's transaction; what is on air goes when `onAccessChanged` is called after it. Throws `last_admin` or `not_found`. */
  deleteAccount(db: Db, account: { accountId: string }): Promise<void>;
  /** Sends the letter again that confirms the address; in the caller's transaction. Throws `not_found` unless it waits for one. */
  sendConfirmation(db: Db, account: { accountId: string }): Promise<void>;
  /** Background work, for `createJobs`. */
  readonly tasks: Tasks;
  readonly parts: readonly Part[];
}

interface AccountCareOptions {
  readonly sql: Sql;
  readonly sessionSecret: string;
  readonly hasher: PasswordHasher;
  readonly sessions: Sessions;
  readonly checkOwnPassword: CheckOwnPassword;
  readonly audit: AuditLog;
  readonly limits: RateLimits;
  readonly queueLetter: QueueLetter;
  readonly siteUrl: () => string;
  readonly registrationMode: () => Promise<RegistrationMode>;
  readonly useInvitation: UseInvitation;
  /** Hears of every account that something lets in no more. */
  readonly onAccessChanged: (accountId: string) => void;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

export const createAccountCare = (options: AccountCareOptions): AccountCare => {
  const { queueLetter, siteUrl, clock, log } = options;
  const links = createOneTimeLinks(options);
  const tools = { ...options, links, post: createAccountPost({ links, queueLetter, siteUrl }) };
  const registration = createRegistration(tools);
  const passwordReset = createPasswordReset(tools);
  const ownAccount = createOwnAccount(tools);
  const deletion = createAccountDeletion(tools);

  const letterRequests = createLetterRequests({
    ...options,
    writing: {
      confirmation: { concerns: registration.waitsForConfirmation, write: registration.resend },
      reset: { concerns: passwordReset.concerns, write: passwordReset.request },
    },
  });

  const groups = [
    accountRegistrationRoutes({ ...options, registration, letterRequests }),
    accountRecoveryRoutes({ ...options, passwordReset, ownAccount, deletion, letterRequests }),
    ownSessionRoutes(options),
    ownAccountRoutes({ ...options, ownAccount, deleteAccount: deletion.delete }),
  ];

  return {
    routes: (registrar) => {
      for (const register of groups) register(registrar);
    },
    deleteAccount: deletion.delete,
    sendConfirmation: registration.send,
    tasks: letterRequests.tasks,
    parts: [
      { name: 'usernames', start: () => keepUsernameKeys(options) },
      createSweeping({ name: 'account sweep', sweep: deletion.sweep, clock, log }),
    ],
  };
};
