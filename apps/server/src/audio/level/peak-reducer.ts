/** The outline of a recording: the highest sample in each step of time, as a byte, 255 for full scale. */
export interface PeakReducer {
  /** One array for each channel, all of one length. */
  add(channels: readonly Float32Array[], sampleRate: number): void;
  /** At most `MOST_PEAKS` steps, so a picture of them has the same detail for every length. */
  peaks(): { readonly peaks: Uint8Array; readonly stepMs: number };
}

export const MOST_PEAKS = 2_000;
const FIRST_STEP_MS = 10;

/** Starts with fine steps, and joins two to one whenever there are too many. */
export const createPeakReducer = (): PeakReducer => {
  let steps: number[] = [];
  let stepMs = FIRST_STEP_MS;
  /** Of the step under way. */
  let highest = 0;
  let inStepMs = 0;

  const endStep = (): void => {
    steps.push(highest);
    highest = 0;
    inStepMs -= stepMs;
    if (steps.length < MOST_PEAKS) return;
    steps = Array.from({ length: MOST_PEAKS / 2 }, (_, at) => Math.max(steps[2 * at] ?? 0, steps[2 * at + 1] ?? 0));
    stepMs *= 2;
  };

  return {
    add: (channels, sampleRate) => {
      const sampleMs = 1_000 / sampleRate;
      const length = channels[0]?.length ?? 0;
      for (let at = 0; at < length; at += 1) {
        for (const samples of channels) {
          const level = Math.abs(samples[at] ?? 0);
          if (level > highest) highest = level;
        }
        inStepMs += sampleMs;
        if (inStepMs >= stepMs) endStep();
      }
    },
    peaks: () => {
      const all = inStepMs > 0 && highest > 0 ? [...steps, highest] : steps;
      return { peaks: Uint8Array.from(all, (level) => Math.round(Math.min(1, level) * 255)), stepMs };
    },
  };
};
