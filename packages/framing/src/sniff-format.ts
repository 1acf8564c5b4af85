import type { AudioFormat } from './audio-format.ts';
import { createFramer } from './create-framer.ts';

/** Ogg first: it alone has a checksum. */
const FORMATS: readonly AudioFormat[] = ['ogg', 'mp3', 'aac'];

/**
 * Which format the first bytes of a source are: the one that has a frame in them. Null when they are none, or too few:
 * it takes two frames of MP3 or AAC behind any ID3v2 tag (4 KB at common bitrates), or the first page of an Ogg stream.
 */
export const sniffFormat = (head: Uint8Array): AudioFormat | null =>
  FORMATS.find((format) => createFramer(format).push(head).length > 0) ?? null;
