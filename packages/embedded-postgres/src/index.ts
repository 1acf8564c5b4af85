/** A real PostgreSQL from npm binaries, run under a folder of ours: for laptops and tests, never for production. */
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded-postgres.ts';
export { EmbeddedPostgresError } from './embedded-postgres-error.ts';
