import { randomBytes } from 'node:crypto';
import postgres from 'postgres';

/** A database on a test cluster. */
export interface DatabaseName {
  readonly name: string;
  readonly url: string;
}

const asAdmin = async (adminUrl: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> => {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
};

/** Makes an empty database, or a copy of a template. */
export const createDatabase = async (
  adminUrl: string,
  prefix: string,
  template = 'template0',
): Promise<DatabaseName> => {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, (sql) => sql`create database ${sql(name)} template ${sql(template)} encoding 'UTF8'`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { name, url: url.href };
};

/** Drops a database, whoever is still connected. */
export const dropDatabase = (adminUrl: string, name: string): Promise<void> =>
  asAdmin(adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
