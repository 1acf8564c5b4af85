import { useState } from 'react';

/** As often as it may be told to somebody who listens with the focus on a slider. */
const STEP_MS = 15_000;

interface SteadyPosition {
  /** What to say: exact after the person moved it, and then every now and then, while the sound goes on. */
  readonly saidMs: number;
  /** The person put it there. */
  readonly moved: (toMs: number) => void;
}

/** A slider whose value goes on by itself would be read aloud without an end. */
export const useSteadyPosition = (positionMs: number): SteadyPosition => {
  const [anchorMs, setAnchorMs] = useState(positionMs);
  const sinceMs = positionMs - anchorMs;
  return { saidMs: sinceMs < 0 ? positionMs : positionMs - (sinceMs % STEP_MS), moved: setAnchorMs };
};
