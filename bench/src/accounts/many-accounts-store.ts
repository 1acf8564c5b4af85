import postgres from 'postgres';

/** Says how many accounts a server has, the first admin beside them. */
export const ACCOUNTS = 100_000;

/**
 * Fills the database of a running server with accounts: one in eight has the same first name, one in three the same host, one in a thousand is
 * banned. Afterwards the planner knows them, as autovacuum would tell it in the minutes after.
 */
export const insertManyAccounts = async (databaseUrl: string): Promise<void> => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`
      insert into account
        (username, username_key, email, email_key, password_hash, confirmed_at, banned_at, ban_reason)
      select name, lower(name), name || '@' || host, lower(name) || '@' || host, 'no hash', now(),
        case when n % 1000 = 2 then now() end, case when n % 1000 = 2 then 'spam' end
      from generate_series(1, ${ACCOUNTS}) n, lateral (
        select (array['Anna', 'Boris', 'Zoë', 'Max', 'Ёлка', 'Night', 'DJ', 'Mira'])[1 + n % 8] || '-' || n as name,
          (array['radio', 'mail', 'example'])[1 + n % 3] || '.example' as host
      ) as made`;
    await sql`
      insert into account_role (account_id, role) select id, 'listener' from account where password_hash = 'no hash'`;
    await sql`vacuum analyze account`;
    await sql`analyze account_role`;
  } finally {
    await sql.end();
  }
};
