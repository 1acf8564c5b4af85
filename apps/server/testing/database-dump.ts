import type { Sql } from '../src/platform/postgres/index.ts';

/** Every table of ours and of graphile-worker with the texts in it, as `schema.table` → its rows as text. */
export const dumpDatabase = async (sql: Sql): Promise<ReadonlyMap<string, string>> => {
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2`;
  const dump = new Map<string, string>();
  for (const { schema, name } of tables) {
    const rows = await sql<{ row: string }[]>`select it::text as row from ${sql(schema)}.${sql(name)} it`;
    dump.set(`${schema}.${name}`, rows.map(({ row }) => row).join('\n'));
  }
  return dump;
};
