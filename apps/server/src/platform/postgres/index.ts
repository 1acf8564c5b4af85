/** PostgreSQL: connecting, migrating, and the embedded one with its one owner. */
export { type DatabaseVisit, visitDatabase } from './database-visit.ts';
export { type MigrationState, type MigrationStep, migrate, migrateWithin, migrationState } from './migrate.ts';
export { type MigrationFile, readMigrationFiles } from './migration-files.ts';
export { hasMigrationTable, type LandedMigration, landedMigrations, lockMigrations } from './migration-store.ts';
export { connectPostgres, isPostgresUnreachable, type Sql } from './postgres-connection.ts';
export { copyIn, copyOut } from './postgres-copy.ts';
export { createPostgresPart, type PostgresPart } from './postgres-part.ts';
export type { Db, Fragment, Json } from './postgres-store.ts';
export type { PoolFigures } from './postgres-watch.ts';
