import type { Clock } from '@livestreamer/clock';
import type { Account } from '@livestreamer/contracts';
import type { CallContext } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { accountReply } from './account-reply.ts';
import { accountUnchanging } from './account-store.ts';
import type { Sessions } from './sessions/sessions.ts';
import { assertMayEnter, type Entrant } from './sign-in.ts';

/**
 * What whoever has just signed in gets, whatever the way: a new session in a cookie, and the account. Between the look at a
 * password and the session lies a tenth of a second; so everything is looked at again while the account does not change. What ends
 * sessions (a new password, a ban, a deletion) changes the account first: it is seen here, or ends this session too.
 */
export type Welcome = (entrant: Entrant, context: CallContext) => Promise<Account>;

interface WelcomeOptions {
  readonly sql: Sql;
  readonly sessions: Sessions;
  readonly clock: Clock;
}

export const createWelcome =
  ({ sql, sessions, clock }: WelcomeOptions): Welcome =>
  async ({ account: { id }, confirm }, context) => {
    const { account, cookie } = await sql.begin(async (tx) => {
      const found = await accountUnchanging(tx, id);
      if (!found) throw new AppError('wrong_credentials');
      assertMayEnter(found, clock.now());
      await confirm?.(tx, found);
      return { account: found, cookie: await sessions.open(id, context, tx) };
    });
    context.setCookie(cookie);
    return accountReply(sql, account);
  };
