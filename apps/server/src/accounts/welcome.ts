import type { Account } from '@livestreamer/contracts';
import type { CallContext } from '../platform/http/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { accountReply } from './account-reply.ts';
import type { AccountRecord } from './account-store.ts';
import type { Sessions } from './sessions.ts';

/** What whoever has just signed in gets, whatever the way: a new session in a cookie, and the account. */
export type Welcome = (account: AccountRecord, context: CallContext) => Promise<Account>;

export const createWelcome =
  ({ sql, sessions }: { sql: Sql; sessions: Sessions }): Welcome =>
  async (account, context) => {
    context.setCookie(await sessions.open(account.id, context));
    return accountReply(sql, account);
  };
