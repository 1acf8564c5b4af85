import type { Clock } from '@livestreamer/clock';
import { z } from 'zod';
import type { Redis } from '../../platform/redis/index.ts';
import { MOST_SESSIONS, type SessionStore, type StoredSession } from './session-store.ts';

const keyOf = (tokenHash: string): string => `livestreamer:session:${tokenHash}`;
/** Sorted set: the hashes of the account's sessions, by when they expire. It may name sessions that are gone; they are left out. */
const indexOf = (accountId: string): string => `livestreamer:account-sessions:${accountId}`;

const valueSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  device: z.string().nullable(),
  address: z.string().nullable(),
  signedInAtMs: z.number(),
  lastUsedAtMs: z.number(),
  expiresAtMs: z.number(),
});

/** In Redis, which forgets expired sessions by itself. Losing all of it signs people out, and does no other harm. */
export const createRedisSessionStore = ({ redis, clock }: { redis: Redis; clock: Clock }): SessionStore => {
  const read = (tokenHash: string, text: string | null): StoredSession | null => {
    if (text === null) return null;
    const session = valueSchema.parse(JSON.parse(text));
    return session.expiresAtMs > clock.now() ? { tokenHash, ...session } : null;
  };

  /** Every write lives longer than those before it, so the index may take its end from the last one. */
  const write = async ({ tokenHash, ...value }: StoredSession, condition?: 'XX'): Promise<void> => {
    const leftMs = Math.ceil(value.expiresAtMs - clock.now());
    if (leftMs <= 0) return;
    const index = indexOf(value.accountId);
    await redis
      .multi()
      .zRemRangeByScore(index, '-inf', clock.now())
      .zAdd(index, { value: tokenHash, score: value.expiresAtMs })
      .pExpire(index, leftMs)
      .set(keyOf(tokenHash), JSON.stringify(value), {
        expiration: { type: 'PX', value: leftMs },
        ...(condition ? { condition } : {}),
      })
      .exec();
  };

  const find = async (tokenHash: string): Promise<StoredSession | null> =>
    read(tokenHash, await redis.get(keyOf(tokenHash)));

  const hashesOf = (accountId: string): Promise<string[]> => redis.zRange(indexOf(accountId), 0, -1);

  return {
    add: async (session) => {
      await write(session);
      // The index is by expiry, and every use puts that off: its beginning was not used for longest.
      const ended = await redis.zRange(indexOf(session.accountId), 0, -MOST_SESSIONS - 1);
      if (ended.length > 0) await redis.multi().del(ended.map(keyOf)).zRem(indexOf(session.accountId), ended).exec();
    },
    find,
    touch: async (tokenHash, use) => {
      const session = await find(tokenHash);
      if (session) await write({ ...session, ...use }, 'XX');
    },
    remove: async (tokenHash) => {
      const session = await find(tokenHash);
      await redis.del(keyOf(tokenHash));
      if (session) await redis.zRem(indexOf(session.accountId), tokenHash);
    },
    listOf: async (accountId) => {
      const hashes = await hashesOf(accountId);
      const texts = hashes.length === 0 ? [] : await redis.mGet(hashes.map(keyOf));
      return hashes
        .flatMap((hash, place) => read(hash, texts[place] ?? null) ?? [])
        .sort((a, b) => b.lastUsedAtMs - a.lastUsedAtMs || a.id.localeCompare(b.id));
    },
    removeAllOf: async (accountId, { but }) => {
      const ended = (await hashesOf(accountId)).filter((hash) => hash !== but);
      if (ended.length === 0) return;
      await redis.multi().del(ended.map(keyOf)).zRem(indexOf(accountId), ended).exec();
    },
  };
};
