import type { AudioFormat } from './audio-format.ts';

/** The smallest piece of audio that may be cut off: an MP3 or ADTS frame, or an Ogg page. */
export interface Frame {
  /** Whole and untorn, as it came. A private copy: the chunk it was found in may be reused. */
  readonly bytes: Uint8Array;
  /** How long it plays, in microseconds, not rounded, so that sums do not drift; 0 for Ogg header pages. */
  readonly durationUs: number;
  /** Samples a second. */
  readonly sampleRate: number;
  /** An Ogg page that belongs to the codec's headers (every new listener needs them first). */
  readonly header: boolean;
}

/** Finds frame borders in a byte stream. No I/O, no clock. */
export interface Framer {
  readonly format: AudioFormat;
  /** Takes the next bytes, however they are cut, and gives the frames they complete. Bytes that belong to no frame are skipped and counted. */
  push(chunk: Uint8Array): readonly Frame[];
  /** Bytes so far that belonged to no frame (ID3 tags, Xing headers, garbage, torn frames, Ogg pages of other codecs). */
  readonly skippedBytes: number;
  /** What a listener who joins now must get before any frame: the Ogg header pages of the running chain; empty for MP3 and AAC. */
  readonly preamble: Uint8Array;
}
