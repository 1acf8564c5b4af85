import type { Clock } from '@livestreamer/clock';
import type { Chance } from '../chance.ts';
import type { Logger } from '../logger.ts';
import { createRedisAttempts, type Redis } from '../redis/index.ts';
import type { QueryCache, Question } from './query-cache.ts';

/** A random word that changes when the tag is dropped. Without one nothing that depends on the tag is kept. */
const tagKey = (tag: string): string => `livestreamer:cache-tag:${tag}`;
/** The answer to a question, for one state of its tags. */
const answerKey = (key: string, version: string): string => `livestreamer:cache:${key}:${version}`;
/** Somebody loads it. */
const lockKey = (key: string, version: string): string => `livestreamer:cache-load:${key}:${version}`;

/** What every answer depends on. */
const EVERYTHING = 'everything';
/** Longer than any answer is kept. */
const TAG_MS = 24 * 3_600_000;
/** A load may take so long before another node tries. */
const LOCK_MS = 5_000;
const LOOK_MS = 25;

interface RedisQueryCacheOptions {
  readonly redis: Redis;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'shortId'>;
  readonly log: Logger;
}

/**
 * Shared by all nodes. An answer is kept under the words that its tags had before the load, and each drop makes new words; so nothing has to
 * be deleted, and a load that a drop overtook is kept where nobody looks. Without Redis every question goes to the database. While it was
 * away something may have been dropped, here or on a node that is not back yet: each node that lost it forgets everything, for all, before
 * it trusts an answer again.
 */
export const createRedisQueryCache = ({ redis, clock, chance, log }: RedisQueryCacheOptions): QueryCache => {
  /** In this process, whoever asks for the same thing waits for the one who asks already. */
  const asking = new Map<string, Promise<unknown>>();
  /** Redis was lost, or did not answer, since everything was forgotten last. */
  let doubtful = false;
  let renewing: Promise<boolean> | null = null;

  const { attempt, isFailing, isResting } = createRedisAttempts({
    ...{ clock, log, sentence: 'The cache in Redis does not answer; the database is asked instead.' },
    onFailure: () => {
      doubtful = true;
    },
  });

  const begunAnew = (tags: readonly string[]) => {
    const expiration = { type: 'PX', value: TAG_MS } as const;
    return Promise.all(tags.map((tag) => redis.set(tagKey(tag), chance.shortId(), { expiration })));
  };
  /** False: Redis is away still. */
  const renew = async (): Promise<boolean> => {
    doubtful = false;
    return (await attempt(() => begunAnew([EVERYTHING]))) !== null;
  };
  const renewed = (): Promise<boolean> => {
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    return renewing;
  };
  const isTrusted = async (): Promise<boolean> => {
    if (!doubtful && !renewing) return true;
    return isResting() ? false : renewed();
  };
  redis.on('error', () => {
    doubtful = true;
  });
  // Also when nobody asks this node: others have kept what it could not drop.
  redis.on('ready', () => void (doubtful && renewed()));

  const versionOf = async (tags: readonly string[]): Promise<string> => {
    const words = await redis.mGet(tags.map(tagKey));
    const known = await Promise.all(words.map((word, at) => word ?? begin(tags[at] ?? '')));
    return known.join('.');
  };
  /** The first word of a tag; another node may be faster. */
  const begin = async (tag: string): Promise<string> => {
    const word = chance.shortId();
    const set = { expiration: { type: 'PX', value: TAG_MS }, condition: 'NX' } as const;
    return (await redis.set(tagKey(tag), word, set)) === null ? ((await redis.get(tagKey(tag))) ?? word) : word;
  };

  const keptAt = async (key: string): Promise<{ value: unknown } | null> => {
    const text = await redis.get(key);
    return text === null ? null : { value: JSON.parse(text) };
  };

  /** Until the one who loads has kept the answer, or has failed, or takes too long. */
  const waitFor = async (answer: string, lock: string): Promise<{ value: unknown } | null> => {
    const untilMs = clock.monotonicMs() + LOCK_MS;
    while (clock.monotonicMs() < untilMs) {
      await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve));
      const kept = await keptAt(answer);
      if (kept) return kept;
      if ((await redis.exists(lock)) === 0) return keptAt(answer);
    }
    return null;
  };

  const loadAlone = async <T>(question: Question<T>, version: string): Promise<T> => {
    const [answer, lock] = [answerKey(question.key, version), lockKey(question.key, version)];
    const mine = chance.shortId();
    const set = { expiration: { type: 'PX', value: LOCK_MS }, condition: 'NX' } as const;
    const isMine = await attempt(() => redis.set(lock, mine, set));
    if (isMine === null && !isFailing()) {
      const kept = await attempt(() => waitFor(answer, lock), 2 * LOCK_MS);
      if (kept) return kept.value as T; // JSON of what this question's load gave
    }
    try {
      const value = await question.load();
      const expiration = { type: 'PX', value: question.ttlMs } as const;
      await attempt(() => redis.set(answer, JSON.stringify(value), { expiration }));
      return value;
    } finally {
      if (isMine !== null) await attempt(() => redis.del(lock));
    }
  };

  const ask = async <T>(question: Question<T>): Promise<T> => {
    if (!(await isTrusted())) return question.load();
    const version = await attempt(() => versionOf([EVERYTHING, ...question.tags]));
    if (version === null) return question.load();
    const kept = await attempt(() => keptAt(answerKey(question.key, version)));
    if (kept) return kept.value as T; // JSON of what this question's load gave
    const name = answerKey(question.key, version);
    const current = asking.get(name);
    if (current) return current as Promise<T>; // likewise
    const answer = loadAlone(question, version);
    asking.set(name, answer);
    const done = (): void => void asking.delete(name);
    answer.then(done, done);
    return answer;
  };

  return {
    read: ask,
    drop: async (tags) => {
      for (let times = 0; times < 3; times += 1) if ((await attempt(() => begunAnew(tags))) !== null) return;
    },
  };
};
