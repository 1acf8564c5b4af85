import { createHash } from 'node:crypto';
import type { Sql } from '../src/platform/postgres/index.ts';

/** Every row of every table in `public`, as text, by table; what a column's value is shows in it exactly. */
export const rowsOfTables = async (sql: Sql): Promise<Record<string, string[]>> => {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`;
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await sql<
      { row: string }[]
    >`select it::text as row from ${sql(name)} it order by it::text collate "C"`;
    found[name] = rows.map(({ row }) => row);
  }
  return found;
};

/** The SHA-256 of every row of every table, generated columns among them, by table. */
export const sumsOfTables = async (sql: Sql): Promise<Record<string, string[]>> =>
  Object.fromEntries(
    Object.entries(await rowsOfTables(sql)).map(([name, rows]) => [
      name,
      rows.map((row) => createHash('sha256').update(row).digest('hex')),
    ]),
  );
