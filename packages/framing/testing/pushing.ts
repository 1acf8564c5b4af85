import type { Frame, Framer } from '../src/frame.ts';

/** One Uint8Array of many. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** `bytes` in chunks of these lengths, over and over. */
export const cut = (bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] => {
  const chunks: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const length = lengths[i % lengths.length] ?? bytes.length;
    chunks.push(bytes.slice(at, at + length));
    at += length;
  }
  return chunks;
};

/** All frames of all chunks. */
export const pushAll = (framer: Framer, chunks: readonly Uint8Array[]): Frame[] =>
  chunks.flatMap((chunk) => framer.push(chunk));

/** The bytes of the frames, one after the other. */
export const bytesOf = (frames: readonly Frame[]): Uint8Array => joined(frames.map((frame) => frame.bytes));

/** How long the frames play. */
export const secondsOf = (frames: readonly Frame[]): number =>
  frames.reduce((sum, frame) => sum + frame.durationUs, 0) / 1e6;

/** Where each frame begins in `whole`, in which they all stand in this order; -1 for one that does not. */
export const positionsOf = (frames: readonly Frame[], whole: Uint8Array): number[] => {
  const haystack = Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength);
  let from = 0;
  return frames.map(({ bytes }) => {
    const at = haystack.indexOf(bytes, from);
    from = at === -1 ? from : at + bytes.length;
    return at;
  });
};

/** Bytes that look random and are the same in every run. */
export const garbage = (length: number, seed = 1): Uint8Array => {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
};
