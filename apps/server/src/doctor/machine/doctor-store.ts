import type { Db } from '../../platform/postgres/index.ts';

/** What a database server says of itself. */
export interface DatabaseFacts {
  /** As PostgreSQL counts: 150004 is 15.4. */
  readonly number: number;
  /** Such as `15.4 (Debian …)`. */
  readonly version: string;
  /** Its clock, ms since 1970. */
  readonly nowMs: number;
}

export const readDatabaseFacts = async (db: Db): Promise<DatabaseFacts> => {
  const [facts] = await db<DatabaseFacts[]>`
    select current_setting('server_version_num')::int as number,
           current_setting('server_version') as version,
           (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms
  `;
  if (!facts) throw new Error('PostgreSQL said nothing of itself.');
  return facts;
};
