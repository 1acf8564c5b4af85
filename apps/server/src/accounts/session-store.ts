import type { Clock } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';

/** Somebody who is signed in somewhere. */
export interface StoredSession {
  readonly tokenHash: string;
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/** Where sessions are kept. What has expired is never found. */
export interface SessionStore {
  add(session: StoredSession): Promise<void>;
  find(tokenHash: string): Promise<StoredSession | null>;
  /** Does nothing when there is no such session any more. */
  prolong(tokenHash: string, expiresAtMs: number): Promise<void>;
  remove(tokenHash: string): Promise<void>;
}

/** In PostgreSQL, for a server without Redis: a restart signs nobody out. Each sign-in sweeps what has expired. */
export const createSessionStore = ({ sql, clock }: { sql: Sql; clock: Clock }): SessionStore => {
  const now = () => new Date(clock.now());
  return {
    add: async ({ tokenHash, accountId, expiresAtMs }) => {
      await sql`delete from session where expires_at <= ${now()}`;
      await sql`
        insert into session (token_hash, account_id, expires_at)
        values (${tokenHash}, ${accountId}, ${new Date(expiresAtMs)})`;
    },
    find: async (tokenHash) => {
      const [row] = await sql<{ accountId: string; expiresAt: Date }[]>`
        select account_id, expires_at from session where token_hash = ${tokenHash} and expires_at > ${now()}`;
      return row ? { tokenHash, accountId: row.accountId, expiresAtMs: row.expiresAt.getTime() } : null;
    },
    prolong: async (tokenHash, expiresAtMs) => {
      await sql`update session set expires_at = ${new Date(expiresAtMs)} where token_hash = ${tokenHash}`;
    },
    remove: async (tokenHash) => {
      await sql`delete from session where token_hash = ${tokenHash}`;
    },
  };
};
