import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Calls `look` until it finds something or `withinMs` are over; then gives `undefined`. The one place of this package that knows time. */
export const waitUntil = async <T>(
  { withinMs, everyMs = 10 }: { withinMs: number; everyMs?: number },
  look: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || performance.now() >= endMs) return found;
    await sleep(everyMs);
  }
};
