/**
 * When each listener gets its slice. Listeners are spread over `PHASES` phases; at every frame the phases that
 * are due are written to, so the work of a slice is spread evenly over its length (docs/decisions/0007-one-ring-slices-and-no-http-objects.md).
 * A slice is a divisor of PHASES frames long, so that every phase is due exactly once in each slice.
 */
export const PHASES = 40;

const SLICE_FRAMES = [1, 2, 4, 5, 8, 10, 20, 40] as const;

/** With few listeners short slices cost nothing and leave the player's buffer full; with many, the number of writes decides the CPU. */
const AUTO_SLICE = { fewListeners: 25, manyListeners: 250, shortMs: 105, longMs: 1050 } as const;

/** How long a slice should be, in ms, for this many listeners. */
export const autoSliceMs = (listeners: number): number => {
  const { fewListeners, manyListeners, shortMs, longMs } = AUTO_SLICE;
  const share = (listeners - fewListeners) / (manyListeners - fewListeners);
  return shortMs + Math.min(1, Math.max(0, share)) * (longMs - shortMs);
};

/** What is due is written to in batches; with long slices the batches may be few, because nobody hears the difference. */
const GATHERING = { fromSliceMs: 500, listenersABatch: 400, fewestBatches: 5, mostBatches: PHASES } as const;

/**
 * How long a source may stay unread between two batches of writes, in ms; 0 for reading whatever comes at once. Waking
 * for every frame costs more than all else when listeners are few, and wakes their machines as often
 * (docs/decisions/0008-reading-the-source-in-gulps.md).
 */
export const gatherMs = ({ sliceMs, listeners }: { sliceMs: number; listeners: number }): number => {
  const { fromSliceMs, listenersABatch, fewestBatches, mostBatches } = GATHERING;
  if (sliceMs < fromSliceMs) return 0;
  return sliceMs / Math.min(mostBatches, Math.max(fewestBatches, listeners / listenersABatch));
};

/** The longest slice in frames that is not longer than `sliceMs`; 1 when a single frame (an Ogg page) is longer. */
export const sliceFrames = ({ sliceMs, frameMs }: { sliceMs: number; frameMs: number }): number => {
  if (frameMs <= 0) return 1;
  const wanted = sliceMs / frameMs;
  return SLICE_FRAMES.findLast((frames) => frames <= wanted + 1e-6) ?? 1;
};

/** The phases that are due when frames `fromFrame` (inclusive) to `toFrame` (exclusive) have come, each once. */
export const duePhases = ({
  fromFrame,
  toFrame,
  slice,
}: {
  fromFrame: number;
  toFrame: number;
  slice: number;
}): number[] => {
  const due: number[] = [];
  const first = Math.max(fromFrame, toFrame - slice);
  for (let frame = first; frame < toFrame; frame += 1) {
    for (let phase = frame % slice; phase < PHASES; phase += slice) due.push(phase);
  }
  return due;
};
