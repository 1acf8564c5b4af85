import { createHash } from 'node:crypto';
import type { Clock } from '@livestreamer/clock';
import { LIMITS } from '@livestreamer/contracts';
import { AppError, type Chance } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { TellOwner } from '../letters/account-post.ts';
import { assertPasswordStands, type CheckOwnPassword } from '../passwords/password-check.ts';
import {
  deleteStreamKey,
  findStreamKey,
  hasStreamKey,
  insertStreamKey,
  listStreamKeysOf,
  noteStreamKeyUse,
  type StreamKeyRecord,
} from './stream-key-store.ts';

/** Passwords for DJ tools: each broadcasts, and signs nobody in. 256 bits of chance, so a plain hash keeps them. */
export interface StreamKeys {
  listOf(accountId: string): Promise<StreamKeyRecord[]>;
  /** The key is shown this once. Throws `wrong_credentials` or `too_many_of_these`. */
  make(request: {
    accountId: string;
    name: string;
    currentPassword: string;
  }): Promise<StreamKeyRecord & { readonly key: string }>;
  /** Throws `not_found`. */
  revoke(request: { accountId: string; id: string }): Promise<void>;
  /** Whether a key was not revoked. */
  isThere(id: string): Promise<boolean>;
  /** Whose key this is, by the account's name or e-mail address; null: it is none of theirs. Takes note of the use. */
  find(credentials: {
    login: string;
    key: string;
  }): Promise<{ readonly id: string; readonly accountId: string } | null>;
}

interface StreamKeysOptions {
  readonly sql: Sql;
  readonly tellOwner: TellOwner<'streamKeyMade'>;
  readonly checkOwnPassword: CheckOwnPassword;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** So that people, and programs that look for lost secrets, see what it is. */
const PREFIX = 'lsk_';
/** A source that reconnects all the time must not write all the time. */
const NOTE_MS = 60_000;

export const createStreamKeys = ({
  sql,
  tellOwner,
  checkOwnPassword,
  clock,
  chance,
}: StreamKeysOptions): StreamKeys => ({
  listOf: (accountId) => listStreamKeysOf(sql, accountId),
  make: async ({ accountId, name, currentPassword }) => {
    const passwordHash = await checkOwnPassword(sql, { accountId, password: currentPassword });
    const key = `${PREFIX}${chance.token()}`;
    const record = { accountId, name, keyHash: hashOf(key), createdAt: new Date(clock.now()) };
    const made = await sql.begin(async (db) => {
      await assertPasswordStands(db, { accountId, passwordHash });
      const inserted = await insertStreamKey(db, record, LIMITS.streamKeysPerAccount);
      if (inserted) await tellOwner(db, accountId, 'streamKeyMade');
      return inserted;
    });
    if (!made) throw new AppError('too_many_of_these');
    return { ...made, key };
  },
  revoke: async (request) => {
    if (!(await deleteStreamKey(sql, request))) throw new AppError('not_found');
  },
  isThere: (id) => hasStreamKey(sql, id),
  find: async ({ login, key }) => {
    const found = key.startsWith(PREFIX) ? await findStreamKey(sql, { login, keyHash: hashOf(key) }) : null;
    if (found) {
      const nowMs = clock.now();
      await noteStreamKeyUse(sql, { id: found.id, at: new Date(nowMs), notSince: new Date(nowMs - NOTE_MS) });
    }
    return found;
  },
});

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');
