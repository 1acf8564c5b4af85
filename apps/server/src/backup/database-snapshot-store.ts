import { copyOut, type Db } from '../platform/postgres/index.ts';

/** A table, and the columns of it that are stored: generated ones come back by themselves. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface SequenceState {
  readonly name: string;
  readonly lastValue: string;
  readonly isCalled: boolean;
}

/** To be called first in a transaction: from here on it sees the database as it is now, and only reads. */
export const holdSnapshot = async (db: Db): Promise<void> => {
  await db`set transaction isolation level repeatable read read only`;
  await speakPlainly(db);
};

/**
 * Makes the text of every value one that any PostgreSQL reads back as the same value, whatever this server and this database are set to;
 * for the rest of the transaction. With `row_security` off, rows that somebody may not see are an error instead of missing.
 */
export const speakPlainly = async (db: Db): Promise<void> => {
  await db`
    select set_config(name, value, true) from (values
      ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'), ('TimeZone', 'UTC'), ('bytea_output', 'hex'),
      ('extra_float_digits', '3'), ('xmloption', 'content'), ('row_security', 'off'),
      ('statement_timeout', '0'), ('lock_timeout', '0'), ('idle_in_transaction_session_timeout', '0')
    ) setting (name, value)`;
};

export const postgresVersion = async (db: Db): Promise<string> => {
  const [row] = await db<{ version: string }[]>`select current_setting('server_version') as version`;
  return row?.version ?? 'unknown';
};

/** What it takes on the disk, with its indexes. */
export const databaseBytes = async (db: Db): Promise<number> => {
  const [row] = await db<{ bytes: string }[]>`select pg_database_size(current_database())::text as bytes`;
  return Number(row?.bytes ?? 0);
};

/** All tables but those of extensions and those that are divided (the server has none). Other schemas, such as the one of the job queue, are not looked at. */
export const tableShapes = async (db: Db): Promise<TableShape[]> => db<TableShape[]>`
  select relname::text as name, array(
      select attname::text from pg_attribute
      where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
    ) as columns
  from pg_class
  where relnamespace = (select oid from pg_namespace where nspname = current_schema()) and relkind = 'r'
    and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
  order by relname`;

/** The lines of a table, as the snapshot has it. */
export const copyTable = (db: Db, { name, columns }: TableShape): AsyncIterable<Buffer> =>
  copyOut(db`copy ${db(name)} (${db([...columns])}) to stdout`);

/** Sequences stand outside of every snapshot: asked after it was taken, they are where it needs them, or further. */
export const sequenceStates = async (db: Db): Promise<SequenceState[]> => {
  const sequences = await db<{ name: string }[]>`
    select relname::text as name from pg_class
    where relkind = 'S' and relnamespace = (select oid from pg_namespace where nspname = current_schema())
    order by relname`;
  const states: SequenceState[] = [];
  for (const { name } of sequences) {
    const [state] = await db<Omit<SequenceState, 'name'>[]>`
      select last_value::text as last_value, is_called from ${db(name)}`;
    if (state) states.push({ name, ...state });
  }
  return states;
};
