import type { Clock } from '@livestreamer/clock';

/** A part of the server: `start` makes it work, `stop` undoes that. Either may be missing. */
export interface Part {
  readonly name: string;
  start?(): Promise<void> | void;
  stop?(): Promise<void> | void;
}

export interface Lifecycle {
  /**
   * Starts parts in order, on top of those that run. If one fails, or `stop` is called meanwhile, everything
   * started so far is stopped in reverse and the error is thrown on.
   */
  start(parts: readonly Part[]): Promise<void>;
  /** Stops what was started, in exact reverse order, a part that is just starting first. Never throws; calling it again waits for the same stop. */
  stop(): Promise<void>;
}

interface LifecycleOptions {
  readonly clock: Clock;
  /** How long one part may take to stop before the next one is stopped all the same. */
  readonly stopDeadlineMs: number;
  /** Hears of parts that failed or took too long to stop. */
  readonly onStopProblem: (partName: string, problem: unknown) => void;
}

export const createLifecycle = ({ clock, stopDeadlineMs, onStopProblem }: LifecycleOptions): Lifecycle => {
  const started: Part[] = [];
  let starting: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | undefined;

  /** Ends when the work has ended, well or not, or when its time is over. */
  const inTime = (partName: string, work: () => Promise<void> | void): Promise<void> =>
    new Promise((resolve) => {
      const deadline = clock.after(stopDeadlineMs, () => {
        onStopProblem(partName, new Error(`did not stop within ${stopDeadlineMs} ms`));
        resolve();
      });
      Promise.resolve()
        .then(work)
        .catch((error: unknown) => onStopProblem(partName, error))
        .then(() => {
          deadline.cancel();
          resolve();
        });
    });

  const stopAll = async (): Promise<void> => {
    await inTime('a part that was starting', () => starting.catch(() => undefined));
    for (let part = started.pop(); part; part = started.pop()) {
      const { name, stop } = part;
      await inTime(name, () => stop?.call(part));
    }
  };

  const stop = (): Promise<void> => {
    stopping ??= stopAll();
    return stopping;
  };

  const startOne = async (part: Part): Promise<void> => {
    await part.start?.();
    started.push(part);
  };

  return {
    start: async (parts) => {
      for (const part of parts) {
        if (stopping) break;
        starting = startOne(part);
        try {
          await starting;
        } catch (error) {
          starting = Promise.resolve();
          await stop();
          throw error;
        }
      }
      if (stopping) {
        await stopping;
        throw new Error('The server was told to stop while it was starting.');
      }
    },
    stop,
  };
};
