import type { Db } from './postgres-store.ts';

/** A migration that this database has had. */
export interface LandedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
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

export const landedMigrations = (db: Db): Promise<LandedMigration[]> =>
  db<LandedMigration[]>`select number, name, checksum from migration order by number`;

/** Runs all statements of a migration file. */
export const runStatements = async (db: Db, statements: string): Promise<void> => {
  await db.unsafe(statements);
};

export const recordMigration = async (db: Db, { number, name, checksum }: LandedMigration): Promise<void> => {
  await db`insert into migration (number, name, checksum) values (${number}, ${name}, ${checksum})`;
};
