import type { Clock } from '@livestreamer/clock';
import { z } from 'zod';
import type { Logger } from '../../platform/index.ts';
import { createRedisAttempts, type Redis } from '../../platform/redis/index.ts';
import type { SessionStore, StoredSession } from './session-store.ts';

/** A copy of the session as it is in PostgreSQL; or {@link ASK}. */
const copyKey = (tokenHash: string): string => `livestreamer:session-copy:${tokenHash}`;
/** In place of a copy: PostgreSQL is asked, and what it says is not copied, because it is just being changed. */
const ASK = 'ask';
/** How long a copy is believed, and no transaction that ends a session takes as long. */
const KEPT_MS = 60_000;

const copySchema = z.object({
  id: z.string(),
  accountId: z.string(),
  device: z.string().nullable(),
  address: z.string().nullable(),
  signedInAtMs: z.number(),
  lastUsedAtMs: z.number(),
  expiresAtMs: z.number(),
});

interface RedisSessionStoreOptions {
  /** Where they are kept. */
  readonly kept: SessionStore;
  readonly redis: Redis;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Who is signed in is asked with every request, so Redis answers, and PostgreSQL once a minute. Redis that is away, hangs, takes nothing or
 * lost everything signs nobody out and keeps nobody from signing out. A session that ends is ended there and then on every server; only when
 * Redis fails at that very moment may it be believed for the rest of the minute, and on other servers alone.
 */
export const createRedisSessionStore = ({ kept, redis, clock, log }: RedisSessionStoreOptions): SessionStore => {
  // By themselves: a Redis that is full answers and takes nothing.
  const [reading, writing] = [
    createRedisAttempts({
      clock,
      log,
      sentence: 'Redis does not say who is signed in; the database is asked instead.',
    }),
    createRedisAttempts({
      clock,
      log,
      sentence: 'Redis does not take who is signed in; the database is asked instead.',
    }),
  ];
  /** Sessions that changed while Redis failed, and until when a copy of before may be there; in the order of that. */
  const changed = new Map<string, number>();

  const isChanged = (tokenHash: string): boolean => (changed.get(tokenHash) ?? 0) > clock.monotonicMs();
  const noteChanged = (tokenHash: string): void => {
    const nowMs = clock.monotonicMs();
    for (const [early, untilMs] of changed) {
      if (untilMs > nowMs) break;
      changed.delete(early);
    }
    changed.delete(tokenHash);
    changed.set(tokenHash, nowMs + KEPT_MS);
  };

  const copyFor = async (session: StoredSession): Promise<void> => {
    const { tokenHash, ...copy } = session;
    const leftMs = Math.max(1, Math.min(KEPT_MS, Math.ceil(session.expiresAtMs - clock.now())));
    const expiration = { type: 'PX', value: leftMs } as const;
    // Not over ASK: a change that this reading did not see may be under way.
    await redis.set(copyKey(tokenHash), JSON.stringify(copy), { expiration, condition: 'NX' });
  };

  const askFor = async (tokenHashes: readonly string[]): Promise<readonly string[]> => {
    if (tokenHashes.length === 0) return tokenHashes;
    const expiration = { type: 'PX', value: KEPT_MS } as const;
    const keys = tokenHashes.map(copyKey);
    const isSaid = await writing.attempt(async () => {
      try {
        await Promise.all(keys.map((key) => redis.set(key, ASK, { expiration })));
      } catch (error) {
        // What is full takes nothing more, and lets go.
        await redis.del(keys).catch(() => undefined);
        throw error;
      }
      return true;
    });
    if (!isSaid) tokenHashes.forEach(noteChanged);
    return tokenHashes;
  };

  return {
    add: async (session, db) => askFor(await kept.add(session, db)),
    find: async (tokenHash) => {
      const isAsked = !reading.isResting() && !isChanged(tokenHash);
      const text = isAsked ? await reading.attempt(() => redis.get(copyKey(tokenHash))) : null;
      const copy = text === null || text === ASK ? null : copyIn(text);
      if (copy) return copy.expiresAtMs > clock.now() ? { tokenHash, ...copy } : null;
      const session = await kept.find(tokenHash);
      if (session && text === null && !writing.isResting() && !isChanged(tokenHash))
        await writing.attempt(() => copyFor(session));
      return session;
    },
    touch: async (tokenHash, use) => {
      await kept.touch(tokenHash, use);
      await askFor([tokenHash]);
    },
    remove: async (tokenHash, db) => {
      await kept.remove(tokenHash, db);
      await askFor([tokenHash]);
    },
    listOf: kept.listOf,
    removeAllOf: async (accountId, options) => askFor(await kept.removeAllOf(accountId, options)),
  };
};

/** Null: nobody can read it, such as another version's. */
const copyIn = (text: string): z.infer<typeof copySchema> | null => {
  try {
    return copySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
};
