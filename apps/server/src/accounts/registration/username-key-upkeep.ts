import type { Logger } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { usernameKey } from '../account-keys.ts';
import { foldableUsernames, updateUsernameKey } from './username-key-store.ts';

/**
 * Gives accounts of an earlier version the keys that this one computes: SQL cannot fold as we do, so no migration can. Of two names that
 * have become one, the second keeps its old key: its owner signs in by address, and can take another name.
 */
export const keepUsernameKeys = async ({ sql, log }: { sql: Sql; log: Logger }): Promise<void> => {
  for (const { id, username, usernameKey: stored } of await foldableUsernames(sql)) {
    const key = usernameKey(username);
    if (key === stored || (await updateUsernameKey(sql, { id, usernameKey: key }))) continue;
    log.warn(
      { account: id },
      'The name of an account looks like that of another one now. It signs in by its address; ask its owner to take another name.',
    );
  }
};
