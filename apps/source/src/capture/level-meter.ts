import { type Pcm, SAMPLE_RATE } from './pcm.ts';

/** How loud a moment was, in dB below full scale; -Infinity is digital silence. Of the louder side. */
export interface Level {
  readonly peakDb: number;
  readonly rmsDb: number;
}

interface LevelMeter {
  /** Gives one level for each `windowMs` of sound that is complete. */
  measure(pcm: Pcm): readonly Level[];
}

/** A level every 100 ms is as fast as an eye follows. */
const WINDOW_MS = 100;

/** An amplitude (1 is full scale) in dBFS. */
const decibels = (amplitude: number): number => 20 * Math.log10(amplitude);

interface Side {
  peak: number;
  squares: number;
}

const add = (side: Side, sample: number): void => {
  side.peak = Math.max(side.peak, Math.abs(sample));
  side.squares += sample * sample;
};

export const createLevelMeter = ({ windowMs = WINDOW_MS }: { windowMs?: number } = {}): LevelMeter => {
  const windowSamples = Math.round((SAMPLE_RATE * windowMs) / 1000);
  let count = 0;
  let left: Side = { peak: 0, squares: 0 };
  let right: Side = { peak: 0, squares: 0 };

  const take = (): Level => {
    const level = {
      peakDb: decibels(Math.max(left.peak, right.peak)),
      rmsDb: decibels(Math.sqrt(Math.max(left.squares, right.squares) / count)),
    };
    count = 0;
    left = { peak: 0, squares: 0 };
    right = { peak: 0, squares: 0 };
    return level;
  };

  return {
    measure: (pcm) => {
      const levels: Level[] = [];
      pcm.left.forEach((sample, index) => {
        add(left, sample);
        add(right, pcm.right[index] ?? 0);
        count += 1;
        if (count === windowSamples) levels.push(take());
      });
      return levels;
    },
  };
};
