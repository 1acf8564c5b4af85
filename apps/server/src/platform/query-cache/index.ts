/** Answers of the database that are kept for a while, and forgotten by what they depend on. */
export { createRedisQueryCache } from './query-cache.redis.ts';
export { createQueryCache, type QueryCache, type Question } from './query-cache.ts';
