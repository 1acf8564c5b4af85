import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { onTestFinished } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/index.ts';

/** Starts a PostgreSQL that ends with the test. */
export const startPostgres = async (dataDir: string, { durable = false } = {}): Promise<EmbeddedPostgres> => {
  const started = await startEmbeddedPostgres({ dataDir, durable });
  onTestFinished(() => started.stop());
  return started;
};

/** Opens one connection for `work` and closes it. */
export const withSql = async <T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
};

/** Commits a row. */
export const addNote = (url: string, text: string): Promise<unknown> =>
  withSql(url, async (sql) => {
    await sql`create table if not exists note (text text)`;
    await sql`insert into note (text) values (${text})`;
  });

/** The rows that {@link addNote} committed. */
export const notes = (url: string): Promise<string[]> =>
  withSql(url, async (sql) =>
    (await sql<{ text: string }[]>`select text from note order by text`).map(({ text }) => text),
  );

export const pidFileOf = (dataDir: string): string => join(dataDir, 'cluster', 'pgdata', 'postmaster.pid');

/** The process id in the first line of `postmaster.pid`. */
export const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(pidFileOf(dataDir), 'utf8').split('\n')[0]);

/** What a postmaster with this process id would have left behind. */
export const writePidFile = (dataDir: string, pid: number): void =>
  writeFileSync(pidFileOf(dataDir), `${pid}\n/data\n1795367332\n5432\n\n127.0.0.1\n 16039942         4\nready   \n`);
