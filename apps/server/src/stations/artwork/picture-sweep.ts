import type { Clock, Timer } from '@livestreamer/clock';
import type { Logger, Part } from '../../platform/index.ts';

const INTERVAL_MS = 3_600_000;

interface PictureSweepOptions {
  readonly sweep: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Sweeps when the server starts and every hour from then on, never twice at once. A sweep that fails is made up for by the next. */
export const createPictureSweep = ({ sweep, clock, log }: PictureSweepOptions): Part => {
  let timer: Timer | undefined;
  let sweeping: Promise<void> | null = null;

  const begin = (): void => {
    sweeping ??= sweep()
      .catch((err: unknown) => log.error({ err }, 'Old pictures could not be swept away. Next try in an hour.'))
      .finally(() => {
        sweeping = null;
      });
  };

  return {
    name: 'picture sweep',
    start: () => {
      begin();
      timer = clock.every(INTERVAL_MS, begin);
    },
    stop: async () => {
      timer?.cancel();
      await sweeping;
    },
  };
};
