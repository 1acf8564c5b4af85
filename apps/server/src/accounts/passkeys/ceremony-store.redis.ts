import { z } from 'zod';
import type { Redis } from '../../platform/redis/index.ts';
import { CEREMONY_MS, type CeremonyStore } from './ceremony-store.ts';

const keyOf = (token: string): string => `livestreamer:passkey-ceremony:${token}`;

const valueSchema = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('add'), accountId: z.string(), challenge: z.string() }),
  z.object({ purpose: z.literal('sign-in'), challenge: z.string() }),
]);

/** In Redis, which forgets them by itself; how many there can be follows from the limit on asking for them. */
export const createRedisCeremonyStore = ({ redis }: { redis: Redis }): CeremonyStore => ({
  put: async (token, ceremony) => {
    await redis.set(keyOf(token), JSON.stringify(ceremony), { expiration: { type: 'PX', value: CEREMONY_MS } });
  },
  take: async (token) => {
    const text = await redis.getDel(keyOf(token));
    return text === null ? null : valueSchema.parse(JSON.parse(text));
  },
});
