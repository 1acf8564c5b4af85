import type { Clock, Timer } from '@livestreamer/clock';
import type { Part } from './lifecycle.ts';
import type { Logger } from './logger.ts';

interface SweepingOptions {
  readonly name: string;
  /** Clears away what is over. Several servers may do so at once. A long one looks at the signal now and then: the server stops. */
  readonly sweep: (signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}

const INTERVAL_MS = 3_600_000;

/**
 * Sweeps when the server starts and every hour from then on, never twice at once: one that takes long skips the next. One that fails is
 * told, and made up for by the next. The stop waits for the one that is going.
 */
export const createSweeping = ({ name, sweep, clock, log }: SweepingOptions): Part => {
  const stopping = new AbortController();
  let timer: Timer | undefined;
  let sweeping: Promise<void> | null = null;

  const begin = (): void => {
    sweeping ??= sweep(stopping.signal)
      .catch((err: unknown) => log.error({ err, sweep: name }, 'A sweep was not done to its end. Next try in an hour.'))
      .finally(() => {
        sweeping = null;
      });
  };

  return {
    name,
    start: () => {
      begin();
      timer = clock.every(INTERVAL_MS, begin);
    },
    stop: async () => {
      timer?.cancel();
      stopping.abort();
      await sweeping;
    },
  };
};
