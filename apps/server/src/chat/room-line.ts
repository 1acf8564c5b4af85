import { AppError } from '../platform/index.ts';

/** Lets one at a time through for each key, in the order they came, so that a busy room holds one connection to the database and not all of them. */
export interface RoomLine {
  /** Throws `unavailable` when too many wait already. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** More than this are behind a database that does not keep up. */
const MOST_WAITING = 500;
const RETRY_AFTER_S = 5;

export const createRoomLine = (mostWaiting = MOST_WAITING): RoomLine => {
  const lines = new Map<string, { last: Promise<void>; length: number }>();

  return {
    inTurn: async (key, work) => {
      const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
      if (line.length > mostWaiting) throw new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
      lines.set(key, line);
      line.length += 1;
      const result = line.last.then(work);
      line.last = result.then(
        () => undefined,
        () => undefined,
      );
      try {
        return await result;
      } finally {
        line.length -= 1;
        if (line.length === 0) lines.delete(key);
      }
    },
  };
};
