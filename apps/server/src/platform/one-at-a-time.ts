/** The same work, never twice at once: who asks while it is under way gets what comes of it. What hangs is so not begun again and again. */
export const oneAtATime = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= Promise.resolve()
      .then(work)
      .finally(() => {
        underWay = null;
      });
    return underWay;
  };
};
