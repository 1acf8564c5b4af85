/** Notices that this side believes to be on air and the server does not. */
interface LineDoubt {
  /** Ask now and then with whether the two disagree; true once when they have for the whole time. */
  look(disagree: boolean): boolean;
}

export const createLineDoubt = (options: { doubtMs: number; monotonicMs: () => number }): LineDoubt => {
  const { doubtMs, monotonicMs } = options;
  let agreedMs = monotonicMs();
  let told = false;
  return {
    look: (disagree) => {
      if (!disagree) {
        agreedMs = monotonicMs();
        told = false;
      }
      if (told || monotonicMs() - agreedMs < doubtMs) return false;
      told = true;
      return true;
    },
  };
};
