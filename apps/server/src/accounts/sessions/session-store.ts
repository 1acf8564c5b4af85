import type { Clock } from '@livestreamer/clock';
import type { Db, Sql } from '../../platform/postgres/index.ts';

/** Somebody who is signed in somewhere. */
export interface StoredSession {
  readonly tokenHash: string;
  /** What its owner sees and ends it by; signs nobody in. A UUID. */
  readonly id: string;
  readonly accountId: string;
  /** `Firefox on Linux`; null when the program said nothing of itself. */
  readonly device: string | null;
  /** Where it was last seen. */
  readonly address: string | null;
  /** Milliseconds since 1970, like all times here. */
  readonly signedInAtMs: number;
  readonly lastUsedAtMs: number;
  readonly expiresAtMs: number;
}

/** That a session was used again. */
export type SessionUse = Pick<StoredSession, 'address' | 'lastUsedAtMs' | 'expiresAtMs'>;

/** Of one account; the one that was not used for longest ends when there is one more. */
export const MOST_SESSIONS = 100;

/** Where sessions are kept. What has expired is never found. */
export interface SessionStore {
  /** With a transaction, as part of it; so for `remove`. Gives the token hashes of those that ended, being one too many. */
  add(session: StoredSession, db?: Db): Promise<readonly string[]>;
  find(tokenHash: string): Promise<StoredSession | null>;
  /** Does nothing when there is no such session any more. */
  touch(tokenHash: string, use: SessionUse): Promise<void>;
  remove(tokenHash: string, db?: Db): Promise<void>;
  /** The last used first. */
  listOf(accountId: string): Promise<StoredSession[]>;
  /** Ends all of an account but one, with a transaction together with it. Gives the token hashes of those that ended. */
  removeAllOf(accountId: string, options: { but: string | null; db: Db | null }): Promise<readonly string[]>;
}

interface Row extends Omit<StoredSession, 'signedInAtMs' | 'lastUsedAtMs' | 'expiresAtMs'> {
  readonly signedInAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

const sessionOf = ({ signedInAt, lastUsedAt, expiresAt, ...rest }: Row): StoredSession => ({
  ...rest,
  signedInAtMs: signedInAt.getTime(),
  lastUsedAtMs: lastUsedAt.getTime(),
  expiresAtMs: expiresAt.getTime(),
});

interface Ended {
  readonly tokenHash: string;
}
const hashesOf = (ended: readonly Ended[]): string[] => ended.map(({ tokenHash }) => tokenHash);

const columns = (db: Db) => db`
  token_hash, id, account_id, device, address, signed_in_at, last_used_at, expires_at`;

/** In PostgreSQL: neither a restart nor the loss of Redis signs anybody out. Each sign-in sweeps what has expired. */
export const createSessionStore = ({ sql, clock }: { sql: Sql; clock: Clock }): SessionStore => {
  const now = () => new Date(clock.now());
  return {
    add: async (session, db = sql) => {
      const { tokenHash, id, accountId, device, address } = session;
      const [signedInAt, lastUsedAt, expiresAt] = [session.signedInAtMs, session.lastUsedAtMs, session.expiresAtMs];
      await db`delete from session where expires_at <= ${now()}`;
      await db`
        insert into session (token_hash, id, account_id, device, address, signed_in_at, last_used_at, expires_at)
        values (${tokenHash}, ${id}, ${accountId}, ${device}, ${address},
          ${new Date(signedInAt)}, ${new Date(lastUsedAt)}, ${new Date(expiresAt)})`;
      const ended = await db<Ended[]>`
        delete from session
        where token_hash in (
          select token_hash from session where account_id = ${accountId}
          order by last_used_at desc, signed_in_at desc offset ${MOST_SESSIONS})
        returning token_hash`;
      return hashesOf(ended);
    },
    find: async (tokenHash) => {
      const [row] = await sql<Row[]>`
        select ${columns(sql)} from session where token_hash = ${tokenHash} and expires_at > ${now()}`;
      return row ? sessionOf(row) : null;
    },
    touch: async (tokenHash, { address, lastUsedAtMs, expiresAtMs }) => {
      await sql`
        update session
        set address = ${address}, last_used_at = ${new Date(lastUsedAtMs)}, expires_at = ${new Date(expiresAtMs)}
        where token_hash = ${tokenHash}`;
    },
    remove: async (tokenHash, db = sql) => {
      await db`delete from session where token_hash = ${tokenHash}`;
    },
    listOf: async (accountId) => {
      const rows = await sql<Row[]>`
        select ${columns(sql)} from session where account_id = ${accountId} and expires_at > ${now()}
        order by last_used_at desc, id`;
      return rows.map(sessionOf);
    },
    removeAllOf: async (accountId, { but, db }) =>
      hashesOf(
        await (db ?? sql)<Ended[]>`
          delete from session where account_id = ${accountId} and token_hash is distinct from ${but}
          returning token_hash`,
      ),
  };
};
