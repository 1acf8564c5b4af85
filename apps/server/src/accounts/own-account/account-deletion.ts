import type { Clock } from '@livestreamer/clock';
import { type AuditLog, assertNotLastAdmin } from '../../access/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { accountById, lockAccount } from '../account-store.ts';
import { type AccountPost, DELETED_LIFE_MS, UNCONFIRMED_LIFE_MS } from '../letters/account-post.ts';
import { deleteExpiredLinks } from '../letters/one-time-link-store.ts';
import type { OneTimeLinks } from '../letters/one-time-links.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { deleteUnconfirmed, erase, markDeleted, nextToErase, restoreDeleted } from './account-deletion-store.ts';

/**
 * How an account ends.
 *
 *   there ──delete──▶ deleted ──30 days──▶ erased
 *     ▲                  │
 *     └─────restore──────┘
 *
 * Deleted: gone for everybody, but its name and address stay taken. Erased: nothing is known of the person any more.
 */
export interface AccountDeletion {
  /** In the caller's transaction: marks, signs out, and says goodbye by letter. Throws `last_admin` or `not_found`. */
  delete(db: Db, account: { accountId: string }): Promise<void>;
  /** Written to the audit log: it may undo what somebody did who keeps order. Throws `link_wrong`. */
  restore(request: { token: string; address: string }): Promise<void>;
  /** Erases what was deleted 30 days ago, forgets whoever never confirmed for a week, and links that expired. */
  sweep(): Promise<void>;
}

interface AccountDeletionOptions {
  readonly sql: Sql;
  readonly links: OneTimeLinks;
  readonly post: AccountPost;
  readonly sessions: Sessions;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export const createAccountDeletion = (options: AccountDeletionOptions): AccountDeletion => {
  const { sql, links, post, sessions, audit, clock } = options;
  const ago = (ms: number): Date => new Date(clock.now() - ms);

  const eraseOne = (): Promise<boolean> =>
    sql.begin(async (tx) => {
      const person = await nextToErase(tx, { deletedBefore: ago(DELETED_LIFE_MS) });
      if (person) await erase(tx, { ...person, at: ago(0) });
      return person !== null;
    });

  return {
    delete: async (db, { accountId }) => {
      // Before the lock of the admins, as everybody takes them in this order.
      await lockAccount(db, accountId);
      await assertNotLastAdmin(db, accountId);
      const deletedAt = ago(0);
      if (!(await markDeleted(db, { accountId, at: deletedAt }))) throw new AppError('not_found');
      const account = await accountById(db, accountId);
      if (!account) throw new AppError('not_found');
      await links.makeVoid(db, { accountId, purposes: ['confirm-account', 'reset-password', 'change-email'] });
      await post.goodbye(db, { ...account, deletedAt });
      await sessions.endAllOf(accountId, { db });
    },
    restore: ({ token, address }) =>
      sql.begin(async (tx) => {
        const link = await links.use(tx, { purpose: 'restore-account', token });
        if (!link || !(await restoreDeleted(tx, link.accountId))) throw new AppError('link_wrong');
        const { accountId } = link;
        const { username } = (await accountById(tx, accountId)) ?? { username: '' };
        await audit.record(tx, {
          actor: { accountId, username },
          action: 'account.restore',
          subject: `account:${username}`,
          details: { accountId },
          address,
        });
      }),
    sweep: async () => {
      await deleteExpiredLinks(sql, ago(0));
      await sql.begin((tx) => deleteUnconfirmed(tx, { createdBefore: ago(UNCONFIRMED_LIFE_MS), now: ago(0) }));
      while (await eraseOne());
    },
  };
};
