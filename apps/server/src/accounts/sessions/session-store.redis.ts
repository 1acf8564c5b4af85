import type { Clock } from '@livestreamer/clock';
import { z } from 'zod';
import { isRedisUnreachable, type Redis } from '../../platform/redis/index.ts';
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
}

/**
 * Who is signed in is asked with every request, so Redis answers, and PostgreSQL once a minute. Redis that is away or lost everything signs
 * nobody out. A session that ends is ended there and then on every server; only when Redis goes away at that very moment may it be believed
 * for the rest of the minute.
 */
export const createRedisSessionStore = ({ kept, redis, clock }: RedisSessionStoreOptions): SessionStore => {
  /** Null too without a Redis that answers. */
  const orNull = async <T>(answer: Promise<T>): Promise<T | null> => {
    try {
      return await answer;
    } catch (error) {
      if (isRedisUnreachable(error)) return null;
      throw error;
    }
  };

  const copyFor = async (session: StoredSession): Promise<void> => {
    const { tokenHash, ...copy } = session;
    const leftMs = Math.max(1, Math.min(KEPT_MS, Math.ceil(session.expiresAtMs - clock.now())));
    const expiration = { type: 'PX', value: leftMs } as const;
    // Not over ASK: a change that this reading did not see may be under way.
    await redis.set(copyKey(tokenHash), JSON.stringify(copy), { expiration, condition: 'NX' });
  };

  const askFor = async (tokenHashes: readonly string[]): Promise<readonly string[]> => {
    const expiration = { type: 'PX', value: KEPT_MS } as const;
    await orNull(Promise.all(tokenHashes.map((tokenHash) => redis.set(copyKey(tokenHash), ASK, { expiration }))));
    return tokenHashes;
  };

  return {
    add: async (session, db) => askFor(await kept.add(session, db)),
    find: async (tokenHash) => {
      const text = await orNull(redis.get(copyKey(tokenHash)));
      if (text !== null && text !== ASK) {
        const session = { tokenHash, ...copySchema.parse(JSON.parse(text)) };
        return session.expiresAtMs > clock.now() ? session : null;
      }
      const session = await kept.find(tokenHash);
      if (session && text === null) await orNull(copyFor(session));
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
