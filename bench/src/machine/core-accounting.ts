import { readFileSync } from 'node:fs';

/** Linux counts in ticks of 10 ms towards programs, whatever its own timer does. */
const TICK_MS = 10;
const IDLE_FIELD = 4;
const WAITING_FIELD = 5;

/**
 * Milliseconds that a core had nothing to do, from `/proc/stat`. Idle time is measured by the clock, the busy fields
 * are only sampled, so busy is what is left of the time that passed.
 */
export const idleMs = (procStat: string, core: number): number => {
  const fields = procStat
    .split('\n')
    .find((line) => line.startsWith(`cpu${core} `))
    ?.split(' ');
  const ticks = Number(fields?.[IDLE_FIELD]) + Number(fields?.[WAITING_FIELD]);
  if (!Number.isFinite(ticks)) throw new Error(`/proc/stat does not tell of core ${core}.`);
  return ticks * TICK_MS;
};

/** How long a core has been idle so far. */
export const coreIdleMs = (core: number): number => idleMs(readFileSync('/proc/stat', 'utf8'), core);
