/** Time: the real one, and one that tests move. */
export { type Clock, systemClock, type Timer } from './clock.ts';
export { createFakeClock, type FakeClock } from './clock-for-tests.ts';
