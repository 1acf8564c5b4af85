import { AppError } from '../platform/index.ts';

/** Lets one at a time through for each key, in the order they came, so that a busy room holds one connection to the database and not all of them. */
export interface RoomLine {
  /** Those who come `first` pass all others who wait: who keeps order is not held up by those who break it. Throws `unavailable` when too many wait already. */
  inTurn<T>(key: string, work: () => Promise<T>, options?: { readonly first?: boolean | undefined }): Promise<T>;
}

/** More than this are behind a database that does not keep up. */
const MOST_WAITING = 500;
const RETRY_AFTER_S = 5;

/** Who waits while somebody is at work. */
interface Line {
  readonly first: (() => void)[];
  readonly others: (() => void)[];
}

export const createRoomLine = (mostWaiting = MOST_WAITING): RoomLine => {
  const lines = new Map<string, Line>();

  const comeUp = async (key: string, first: boolean): Promise<Line> => {
    const line = lines.get(key);
    if (!line) {
      const made: Line = { first: [], others: [] };
      lines.set(key, made);
      return made;
    }
    const waiting = first ? line.first : line.others;
    if (waiting.length >= mostWaiting) throw new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
    await new Promise<void>((resolve) => void waiting.push(resolve));
    return line;
  };

  return {
    inTurn: async (key, work, { first = false } = {}) => {
      const line = await comeUp(key, first);
      try {
        return await work();
      } finally {
        const next = line.first.shift() ?? line.others.shift();
        if (next) next();
        else lines.delete(key);
      }
    },
  };
};
