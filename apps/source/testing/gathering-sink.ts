import type { CaptureEnd, CaptureSink } from '../src/capture/capture.ts';
import type { Level } from '../src/capture/level-meter.ts';

/** Keeps all that a capture gives. */
export interface GatheringSink extends CaptureSink {
  readonly levels: Level[];
  readonly troubles: string[];
  readonly ends: CaptureEnd[];
  /** All MP3 so far. */
  mp3(): Uint8Array;
}

export const createGatheringSink = (): GatheringSink => {
  const pieces: Uint8Array[] = [];
  const levels: Level[] = [];
  const troubles: string[] = [];
  const ends: CaptureEnd[] = [];
  return {
    levels,
    troubles,
    ends,
    mp3: () => Buffer.concat(pieces),
    onMp3: (bytes) => void pieces.push(bytes),
    onLevel: (level) => void levels.push(level),
    onTrouble: (sentence) => void troubles.push(sentence),
    onEnd: (end) => void ends.push(end),
  };
};
