/** How often somebody may do something, and for whom it is counted. */
export { mayStandForMany, rangeOf } from './address-range.ts';
export type { LimitName } from './rate-limit-table.ts';
export { createRateLimits, type RateLimits } from './rate-limits.ts';
