import { createLoudnessMeter } from './loudness-meter.ts';
import type { SampleRun } from './mp3-samples.ts';

/** How loud a piece of live audio is. Decibels are below full scale; −Infinity is digital silence. */
export interface LevelReading {
  /** Of its last 400 ms, by EBU R128. */
  readonly momentaryLufs: number;
  /** The highest sample of each channel. */
  readonly leftDb: number;
  readonly rightDb: number;
  /** How often samples stayed at full scale for longer than music does. */
  readonly clippedRuns: number;
  readonly isStereo: boolean;
}

/** What hears one mount. */
export interface LevelReader {
  read(run: SampleRun): LevelReading;
}

/** A wave that is only loud touches full scale for a sample or three, also after MP3 rounded it; one that was cut off stays there. */
const CLIPPED_SAMPLES = 6;
const FULL_SCALE = 0.999;

export const createLevelReader = (): LevelReader => {
  const loudness = createLoudnessMeter();
  return {
    read: ({ channels, sampleRate }) => {
      loudness.add(channels, sampleRate);
      const [left, right = left] = channels;
      return {
        momentaryLufs: loudness.momentaryLufs,
        leftDb: peakDbOf(left),
        rightDb: peakDbOf(right),
        clippedRuns: channels.reduce((sum, samples) => sum + clippedRunsOf(samples), 0),
        isStereo: channels.length === 2,
      };
    },
  };
};

const peakDbOf = (samples: Float32Array = new Float32Array()): number => {
  let highest = 0;
  for (const sample of samples) highest = Math.max(highest, Math.abs(sample));
  return 20 * Math.log10(highest);
};

const clippedRunsOf = (samples: Float32Array): number => {
  let runs = 0;
  let length = 0;
  for (const sample of samples) {
    length = Math.abs(sample) >= FULL_SCALE ? length + 1 : 0;
    if (length === CLIPPED_SAMPLES) runs += 1;
  }
  return runs;
};
