/** Redis: connecting. Keys are built in the file that owns them. */
export { connectRedis, isRedisUnreachable, type Redis } from './redis-connection.ts';
export { createRedisPart, type RedisPart } from './redis-part.ts';
