import type { Db } from '../../platform/postgres/index.ts';

interface KeyedUsername {
  readonly id: string;
  readonly username: string;
  readonly usernameKey: string;
}

/** Names that rules of folding can concern: those with more than ASCII in them. */
export const foldableUsernames = (db: Db): Promise<KeyedUsername[]> =>
  db<KeyedUsername[]>`select id, username, username_key from account where username ~ '[^[:ascii:]]' order by id`;

/** False: another account has the key. */
export const updateUsernameKey = async (
  db: Db,
  { id, usernameKey }: Omit<KeyedUsername, 'username'>,
): Promise<boolean> => {
  const { count } = await db`
    update account set username_key = ${usernameKey}
    where id = ${id} and not exists (select from account other where other.username_key = ${usernameKey} and other.id <> ${id})`;
  return count === 1;
};
