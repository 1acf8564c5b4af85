import type { Clock } from '@livestreamer/clock';
import { useEffect, useState } from 'react';

const SECOND_MS = 1_000;

/** Renders anew at every full second of `now`, while `running`. */
export const useNow = (options: { clock: Clock; now: () => number; running: boolean }): number => {
  const { clock, now, running } = options;
  const [nowMs, setNowMs] = useState(now);

  useEffect(() => {
    if (!running) return;
    let timer = clock.after(0, tick);
    function tick(): void {
      const ms = now();
      setNowMs(ms);
      timer = clock.after(SECOND_MS - (ms % SECOND_MS), tick);
    }
    return () => timer.cancel();
  }, [clock, now, running]);

  return nowMs;
};
