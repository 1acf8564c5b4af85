import { copyIn, type Db } from '../platform/postgres/index.ts';
import type { SequenceState, TableShape } from './database-snapshot-store.ts';

/** A foreign key, with the statement's part that makes it. */
export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** What is in a database that should be empty: `schema.table`, but for system tables and the job queue's. */
export const foundTables = async (db: Db): Promise<string[]> => {
  const rows = await db<{ name: string }[]>`
    select nspname || '.' || relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p') and nspname <> 'information_schema' and nspname <> 'graphile_worker' and nspname !~ '^pg_'
      and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
    order by 1`;
  return rows.map(({ name }) => name);
};

/** Takes all foreign keys away, so that tables can be filled in any order; {@link addForeignKey} brings them back. */
export const dropForeignKeys = async (db: Db): Promise<ForeignKey[]> => {
  const keys = await db<ForeignKey[]>`
    select relname::text as "table", conname::text as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and conparentid = 0 and relnamespace = (select oid from pg_namespace where nspname = current_schema())
    order by relname, conname`;
  for (const { table, name } of keys) await db`alter table ${db(table)} drop constraint ${db(name)}`;
  return keys;
};

/** Looks at every row; throws when one refers to nothing. */
export const addForeignKey = async (db: Db, { table, name, definition }: ForeignKey): Promise<void> => {
  await db`alter table ${db(table)} add constraint ${db(name)} ${db.unsafe(definition)}`;
};

/** Nothing of ours may change what is put in: it is as it was. */
export const setTriggers = async (db: Db, table: string, state: 'off' | 'on'): Promise<void> => {
  if (state === 'off') await db`alter table ${db(table)} disable trigger user`;
  else await db`alter table ${db(table)} enable trigger user`;
};

/** Migrations put rows in, too; those of the backup take their place. */
export const emptyTables = async (db: Db, tables: readonly string[]): Promise<void> => {
  await db`truncate ${db([...tables])}`;
};

/** Puts lines of `copy` in. */
export const loadTable = (db: Db, { name, columns }: TableShape, lines: AsyncIterable<Uint8Array>): Promise<void> =>
  copyIn(db`copy ${db(name)} (${db([...columns])}) from stdin`, lines);

export const countRows = async (db: Db, table: string): Promise<number> => {
  const [row] = await db<{ rows: string }[]>`select count(*)::text as rows from ${db(table)}`;
  return Number(row?.rows);
};

export const setSequence = async (db: Db, { name, lastValue, isCalled }: SequenceState): Promise<void> => {
  await db`select setval(to_regclass(quote_ident(${name})), ${lastValue}::text::bigint, ${isCalled})`;
};

/** Tells the planner what there is now: without it the first minutes would be slow. */
export const analyse = async (db: Db, tables: readonly string[]): Promise<void> => {
  await db`analyze ${db([...tables])}`;
};
