import { AppError } from '../errors.ts';

/** Does one thing at a time; as many as this may wait. */
export interface ImageQueue {
  /** Throws `unavailable` when too many wait. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Decoding takes memory and a core: a server that is on air does it one after the other. */
const MOST_WAITING = 8;
const RETRY_AFTER_S = 5;

export const createImageQueue = ({ mostWaiting = MOST_WAITING } = {}): ImageQueue => {
  let last: Promise<unknown> = Promise.resolve();
  let unfinished = 0;

  return {
    run: async (work) => {
      if (unfinished > mostWaiting) throw new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
      unfinished += 1;
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine.finally(() => {
        unfinished -= 1;
      });
    },
  };
};
