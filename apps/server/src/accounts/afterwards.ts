import { AppError, type Logger } from '../platform/index.ts';

/**
 * Work that goes on after the answer was given, so that the answer, and the time it takes, tell nothing of what the work finds.
 * Bounded: whoever comes when too much waits is told so, whatever they asked for.
 */
export interface Afterwards {
  /** Throws `unavailable` when too much waits. What the work throws is logged. */
  run(work: () => Promise<void>): void;
  /** Ends when all of it is done. */
  settled(): Promise<void>;
}

const AT_ONCE = 2;
const MAX_WAITING = 500;
const RETRY_AFTER_S = 5;

export const createAfterwards = ({ log }: { log: Logger }): Afterwards => {
  const waiting: (() => Promise<void>)[] = [];
  const working = new Set<Promise<void>>();

  const workOff = async (): Promise<void> => {
    for (let work = waiting.shift(); work; work = waiting.shift()) {
      try {
        await work();
      } catch (err) {
        log.error({ err }, 'What was asked for could not be done after the answer; it has to be asked for again.');
      }
    }
  };

  return {
    run: (work) => {
      if (waiting.length >= MAX_WAITING) throw new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
      waiting.push(work);
      if (working.size >= AT_ONCE) return;
      const worker: Promise<void> = Promise.resolve()
        .then(workOff)
        .finally(() => working.delete(worker));
      working.add(worker);
    },
    settled: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
};
