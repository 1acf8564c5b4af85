import type { Frame } from './frame.ts';

/** What stands at the front of the bytes that are not used yet. */
export type Finding =
  /** It takes this many bytes to tell; always more than there are, and find() is not asked before. */
  | { readonly kind: 'more'; readonly bytes: number }
  /** This many bytes belong to no frame; they may reach beyond what has come. */
  | { readonly kind: 'skip'; readonly bytes: number }
  /** The front is a frame this long, and all of it has come. */
  | ({ readonly kind: 'frame'; readonly bytes: number } & Omit<Frame, 'bytes'>);

/**
 * What one format knows about its borders. A finding other than `more` must stay the same however many
 * bytes follow: that is why the chunking of the input never shows in the output.
 */
export interface BorderFinder {
  /** `bytes` is never empty and begins where the last finding ended; it is only lent. */
  find(bytes: Uint8Array): Finding;
  /** See {@link Framer.preamble}. */
  readonly preamble: Uint8Array;
}

export const more = (bytes: number): Finding => ({ kind: 'more', bytes });
export const skip = (bytes: number): Finding => ({ kind: 'skip', bytes });
