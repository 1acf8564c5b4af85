/**
 * The mark that synthetic frames carry where decoders look at nothing: `LSf`, the index as four digits of seven bits
 * and a checksum over the whole frame as two. No byte is above 127, so a mark never looks like a sync word.
 */
const MAGIC = [0x4c, 0x53, 0x66];
const INDEX_DIGITS = 4;
const SUM_DIGITS = 2;
const SUM_AT = MAGIC.length + INDEX_DIGITS;

export const MARK_BYTES = SUM_AT + SUM_DIGITS;

/** Indices are below this: 80 days of MP3 frames. */
export const MAX_INDEX = 128 ** INDEX_DIGITS;

const toDigits = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, place) => (value >> (7 * place)) & 0x7f);

const fromDigits = (digits: Uint8Array): number => digits.reduceRight((sum, digit) => sum * 128 + digit, 0);

/** Depends on every byte and its place, but not on the two that hold it. */
const sumOf = (frame: Uint8Array, markAt: number): number => {
  const sumAt = markAt + SUM_AT;
  let sum = 0;
  for (let at = 0; at < frame.length; at += 1) {
    if (at < sumAt || at >= sumAt + SUM_DIGITS) sum = (sum * 31 + (frame[at] ?? 0) + 1) & 0x3fff;
  }
  return sum;
};

/** Marks a frame that is otherwise ready. */
export const writeMark = (frame: Uint8Array, { at, index }: { at: number; index: number }): void => {
  if (!Number.isInteger(index) || index < 0 || index >= MAX_INDEX) {
    throw new RangeError(`expected a frame index from 0 to ${MAX_INDEX - 1}, got ${index}`);
  }
  frame.set([...MAGIC, ...toDigits(index, INDEX_DIGITS)], at);
  frame.set(toDigits(sumOf(frame, at), SUM_DIGITS), at + SUM_AT);
};

/** The index in the mark of a frame; null when it has none, or when any byte of the frame is not as it was made. */
export const readMark = (frame: Uint8Array): number | null => {
  const at = frame.findIndex((_, i) => MAGIC.every((byte, offset) => frame[i + offset] === byte));
  if (at === -1 || at + MARK_BYTES > frame.length) return null;
  const sum = fromDigits(frame.subarray(at + SUM_AT, at + MARK_BYTES));
  return sum === sumOf(frame, at) ? fromDigits(frame.subarray(at + MAGIC.length, at + SUM_AT)) : null;
};
