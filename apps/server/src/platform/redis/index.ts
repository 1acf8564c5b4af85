/** Redis: connecting. Keys are built in the file that owns them. */
export { createRedisAttempts, type RedisAttempts } from './redis-attempts.ts';
export { connectRedis, isRedisUnreachable, type Redis } from './redis-connection.ts';
export { createRedisPart, type RedisPart } from './redis-part.ts';
