/** PostgreSQL: connecting, migrating, and the embedded one with its one owner. */
export { migrate } from './migrate.ts';
export { connectPostgres, isPostgresUnreachable, type Sql } from './postgres-connection.ts';
export { createPostgresPart, type PostgresPart } from './postgres-part.ts';
export type { Db, Fragment, Json } from './postgres-store.ts';
