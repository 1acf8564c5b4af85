import type { Clock, Timer } from '@livestreamer/clock';
import type { Logger } from '../platform/index.ts';

interface UpkeepOptions {
  /** One after the other. One that fails stops neither the others nor the next round. */
  readonly tasks: readonly (() => Promise<void>)[];
  readonly everyMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Work that is done at the start and then every now and again: never twice at once, a round that takes long skips the next. */
export const createUpkeep = ({ tasks, everyMs, clock, log }: UpkeepOptions) => {
  let timer: Timer | undefined;
  let round: Promise<void> | undefined;

  const doAll = async (): Promise<void> => {
    for (const task of tasks) {
      try {
        await task();
      } catch (err) {
        log.warn({ err }, 'The schedule could not be looked after; the next round tries again.');
      }
    }
    round = undefined;
  };
  const begin = (): void => {
    round ??= doAll();
  };

  return {
    start: (): void => {
      timer = clock.every(everyMs, begin);
      begin();
    },
    /** Ends when the round that is going has. */
    stop: async (): Promise<void> => {
      timer?.cancel();
      await round;
    },
  };
};
