import type { LinkPage } from '@livestreamer/contracts';
import type { Db } from '../../platform/postgres/index.ts';

/** What a link in a letter is good for: what the page does that it opens. */
export type LinkPurpose = LinkPage;

/** What a link stands for; `email` is the new address, and only of `change-email`. */
export interface LinkSubject {
  readonly accountId: string;
  readonly email: string | null;
}

interface NewLink extends LinkSubject {
  readonly tokenHash: string;
  readonly purpose: LinkPurpose;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

interface LinkKey {
  readonly tokenHash: string;
  readonly purpose: LinkPurpose;
  readonly now: Date;
}

export const insertLink = async (db: Db, link: NewLink): Promise<void> => {
  const { tokenHash, purpose, accountId, email, createdAt, expiresAt } = link;
  await db`
    insert into one_time_link (token_hash, purpose, account_id, email, created_at, expires_at)
    values (${tokenHash}, ${purpose}, ${accountId}, ${email}, ${createdAt}, ${expiresAt})`;
};

export const findLink = async (db: Db, { tokenHash, purpose, now }: LinkKey): Promise<LinkSubject | null> => {
  const [row] = await db<LinkSubject[]>`
    select account_id, email from one_time_link
    where token_hash = ${tokenHash} and purpose = ${purpose} and expires_at > ${now}`;
  return row ?? null;
};

/** The address that the account is to get once its letter was answered; null when none waits. */
export const pendingEmailOf = async (db: Db, accountId: string): Promise<string | null> => {
  const [row] = await db<{ email: string }[]>`
    select email from one_time_link
    where account_id = ${accountId} and purpose = 'change-email' and expires_at > now()
    order by created_at desc
    limit 1`;
  return row?.email ?? null;
};

/** Of two that take the same link at once, one gets it: the other waits for the row, and then it is gone. */
export const takeLink = async (db: Db, { tokenHash, purpose, now }: LinkKey): Promise<LinkSubject | null> => {
  const [row] = await db<LinkSubject[]>`
    delete from one_time_link
    where token_hash = ${tokenHash} and purpose = ${purpose} and expires_at > ${now}
    returning account_id, email`;
  return row ?? null;
};

export const deleteLinks = async (
  db: Db,
  { accountId, purposes }: { accountId: string; purposes: readonly LinkPurpose[] },
): Promise<void> => {
  await db`delete from one_time_link where account_id = ${accountId} and purpose in ${db(purposes)}`;
};

export const deleteExpiredLinks = async (db: Db, now: Date): Promise<void> => {
  await db`delete from one_time_link where expires_at <= ${now}`;
};
