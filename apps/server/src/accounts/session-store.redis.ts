import { z } from 'zod';
import type { Clock } from '../platform/index.ts';
import type { Redis } from '../platform/redis/index.ts';
import type { SessionStore, StoredSession } from './session-store.ts';

const keyOf = (tokenHash: string): string => `livestreamer:session:${tokenHash}`;

const valueSchema = z.object({ accountId: z.string(), expiresAtMs: z.number() });

/** In Redis, which forgets expired sessions by itself. */
export const createRedisSessionStore = ({ redis, clock }: { redis: Redis; clock: Clock }): SessionStore => {
  const write = async (session: StoredSession, condition?: 'XX'): Promise<void> => {
    const { tokenHash, accountId, expiresAtMs } = session;
    const leftMs = Math.ceil(expiresAtMs - clock.now());
    if (leftMs <= 0) return;
    await redis.set(keyOf(tokenHash), JSON.stringify({ accountId, expiresAtMs }), {
      expiration: { type: 'PX', value: leftMs },
      ...(condition ? { condition } : {}),
    });
  };

  const find = async (tokenHash: string): Promise<StoredSession | null> => {
    const text = await redis.get(keyOf(tokenHash));
    if (text === null) return null;
    const session = valueSchema.parse(JSON.parse(text));
    return session.expiresAtMs > clock.now() ? { tokenHash, ...session } : null;
  };

  return {
    add: (session) => write(session),
    find,
    prolong: async (tokenHash, expiresAtMs) => {
      const session = await find(tokenHash);
      if (session) await write({ ...session, expiresAtMs }, 'XX');
    },
    remove: async (tokenHash) => {
      await redis.del(keyOf(tokenHash));
    },
  };
};
