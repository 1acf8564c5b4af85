/**
 * Reads the same thing once for all who ask for it at the same time: after a restart thousands of pages ask for the same changes. Nobody gets what was
 * begun to be read before they asked, since it may lack what they ask for.
 */
export type SharedReads<T> = (key: string, read: () => Promise<T>) => Promise<T>;

export const createSharedReads = <T>(): SharedReads<T> => {
  const running = new Map<string, Promise<T>>();
  /** What begins when the running one has ended. */
  const waiting = new Map<string, Promise<T>>();

  const begin = async (key: string, read: () => Promise<T>): Promise<T> => {
    const reading = read();
    running.set(key, reading);
    try {
      return await reading;
    } finally {
      if (!waiting.has(key)) running.delete(key);
    }
  };

  return (key, read) => {
    const current = running.get(key);
    if (!current) return begin(key, read);
    const known = waiting.get(key);
    if (known) return known;
    const next = current
      .catch(() => undefined)
      .then(() => {
        waiting.delete(key);
        return begin(key, read);
      });
    waiting.set(key, next);
    return next;
  };
};
