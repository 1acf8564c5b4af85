import type { Db } from './postgres-store.ts';

/** A migration that this database has had. */
export interface LandedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly oldestProgram: number;
}

/** Lets one server at a time migrate; free again when the transaction ends. */
export const lockMigrations = async (db: Db): Promise<void> => {
  await db`select pg_advisory_xact_lock(hashtextextended('livestreamer: migrations', 0))`;
};

export const ensureMigrationTable = async (db: Db): Promise<void> => {
  await db`
    create table if not exists migration (
      number integer constraint migration_pkey primary key,
      name text not null,
      checksum text not null,
      landed_at timestamptz not null default now()
    )`;
};

export const hasMigrationTable = async (db: Db): Promise<boolean> => {
  const [row] = await db<{ found: boolean }[]>`select to_regclass('migration') is not null as found`;
  return row?.found === true;
};

/** The column `oldest_program` came with the twelfth migration. */
export const landedMigrations = (db: Db): Promise<LandedMigration[]> =>
  db<LandedMigration[]>`
    select number, name, checksum, coalesce((to_jsonb(migration)->>'oldest_program')::integer, 0) as oldest_program
    from migration order by number`;

/** Runs all statements of a migration file. */
export const runStatements = async (db: Db, statements: string): Promise<void> => {
  await db.unsafe(statements);
};

export const recordMigration = async (db: Db, migration: LandedMigration): Promise<void> => {
  const { number, name, checksum, oldestProgram } = migration;
  await db`insert into migration (number, name, checksum) values (${number}, ${name}, ${checksum})`;
  if (oldestProgram > 0) await db`update migration set oldest_program = ${oldestProgram} where number = ${number}`;
};
