import type { AccountState, Role } from '@livestreamer/contracts';
import type { StandingFacts } from '../../accounts/index.ts';
import type { Db } from '../../platform/postgres/index.ts';

/** An account as those see it who keep order: nothing to sign in with is in it. */
export interface ManagedAccountRow extends StandingFacts {
  readonly id: string;
  readonly username: string;
  /** Unique, so it alone says where a page ended. */
  readonly usernameKey: string;
  readonly email: string;
  readonly createdAt: Date;
  /** Whether it is on. */
  readonly secondFactor: boolean;
  readonly banReason: string | null;
  readonly roles: Role[];
}

export interface AccountSearch {
  /** Folded as names and as addresses are; null: all accounts. */
  readonly text: { readonly username: string; readonly email: string } | null;
  readonly state: AccountState | null;
  readonly role: Role | null;
  readonly now: Date;
}

/** pg_trgm finds what contains at least three letters without reading every row; what is shorter is looked for at the beginning. */
const TRIGRAM = 3;

const columns = (db: Db) => db`
  account.id, account.username, account.username_key, account.email, account.created_at, account.confirmed_at,
  account.banned_at, account.banned_until, account.ban_reason, account.deleted_at,
  exists (select from second_factor where account_id = account.id and turned_on_at is not null) as second_factor,
  array(select role from account_role where account_id = account.id order by role) as roles`;

export const managedAccount = async (db: Db, id: string): Promise<ManagedAccountRow | null> => {
  const [row] = await db<ManagedAccountRow[]>`
    select ${columns(db)} from account where account.id = ${id} and account.erased_at is null`;
  return row ?? null;
};

/** The accounts after `after` (null: from the start), by name as it is folded. */
export const managedAccountPage = (
  db: Db,
  { search, after, limit }: { search: AccountSearch; after: string | null; limit: number },
): Promise<ManagedAccountRow[]> => db<ManagedAccountRow[]>`
  select ${columns(db)} from (
    select id from account
    where erased_at is null
      ${after === null ? db`` : db`and username_key collate "C" > ${after}`}
      ${matches(db, search)} ${stands(db, search)} ${holds(db, search)}
    order by username_key collate "C"
    limit ${limit}
  ) page join account on account.id = page.id
  order by account.username_key collate "C"`;

const matches = (db: Db, { text }: AccountSearch) => {
  if (!text) return db``;
  const pattern = (part: string): string => {
    const escaped = part.replace(/[\\%_]/g, '\\$&');
    return [...part].length < TRIGRAM ? `${escaped}%` : `%${escaped}%`;
  };
  return db`and (account.username_key like ${pattern(text.username)} or account.email_key like ${pattern(text.email)})`;
};

/** As `standingOf` decides. */
const stands = (db: Db, { state, now }: AccountSearch) => {
  const banned = db`account.banned_at is not null and (account.banned_until is null or account.banned_until > ${now})`;
  if (state === null) return db``;
  if (state === 'deleted') return db`and account.deleted_at is not null`;
  if (state === 'banned') return db`and account.deleted_at is null and ${banned}`;
  const confirmed = state === 'active' ? db`is not null` : db`is null`;
  return db`and account.deleted_at is null and not (${banned}) and account.confirmed_at ${confirmed}`;
};

const holds = (db: Db, { role }: AccountSearch) =>
  role === null
    ? db``
    : db`and exists (select from account_role where account_id = account.id and account_role.role = ${role})`;
