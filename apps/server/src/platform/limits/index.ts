/** How often somebody may do something, and what becomes of floods. */
export type { LimitName, RateLimits } from './rate-limits.ts';
