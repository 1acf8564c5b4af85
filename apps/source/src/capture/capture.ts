import type { Level } from './level-meter.ts';

/** Where a capture puts what it has. All calls come in order; after `onEnd` nothing comes. */
export interface CaptureSink {
  /** MP3 in real time, cut anywhere. */
  onMp3(bytes: Uint8Array): void;
  /** How loud the sound just was, about ten times a second: of the very samples that were encoded. */
  onLevel(level: Level): void;
  /** Something went wrong and the capture goes on by itself; a sentence for the broadcaster. */
  onTrouble(sentence: string): void;
  onEnd(end: CaptureEnd): void;
}

/** `finished`: the file is over, or `stop` was called. `failed`: it never gave any sound; the sentence says why and what to do. */
export type CaptureEnd = { readonly kind: 'finished' } | { readonly kind: 'failed'; readonly sentence: string };

/** A running capture. */
export interface Capture {
  /** Ends it; resolves when its processes are gone and `onEnd` was called. */
  stop(): Promise<void>;
}

/** Something that can be captured and has not begun yet: a device, a file, a tone. */
export interface CaptureOrigin {
  /** What it is, for the broadcaster: `Monitor of Built-in Audio`. */
  readonly name: string;
  start(sink: CaptureSink): Capture;
}

/** What the server is told it gets, whatever the origin. */
export const CAPTURE_FORMAT = 'mp3';

/** Bit rates that MP3 has at 44.1 kHz and that are worth hearing in stereo, in kbit/s. */
export const BITRATES_KBPS = [64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const;
export type BitrateKbps = (typeof BITRATES_KBPS)[number];
