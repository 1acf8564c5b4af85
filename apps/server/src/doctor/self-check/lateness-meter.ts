import type { Clock } from '@livestreamer/clock';
import { type PieceShape, STAMP_LENGTH } from './self-check-seam.ts';

/** Reads the times in pieces as they arrive. The clocks of both ends need not agree: only differences count. */
export interface LatenessMeter {
  take(bytes: Uint8Array): void;
  readonly pieces: number;
  /** How much later than the quickest the slowest piece came. */
  readonly lateMs: number;
}

export const createLatenessMeter = ({ shape, clock }: { shape: PieceShape; clock: Clock }): LatenessMeter => {
  let position = 0;
  let digits = '';
  let pieces = 0;
  let leastMs = Number.POSITIVE_INFINITY;
  let mostMs = Number.NEGATIVE_INFINITY;

  const note = (delayMs: number): void => {
    pieces += 1;
    leastMs = Math.min(leastMs, delayMs);
    mostMs = Math.max(mostMs, delayMs);
  };

  /** How many bytes from here to the next digit of a stamp. */
  const toNextDigit = (): number => {
    const inPiece = position % shape.bytes;
    if (inPiece < shape.stampAt) return shape.stampAt - inPiece;
    if (inPiece < shape.stampAt + STAMP_LENGTH) return 0;
    return shape.bytes - inPiece + shape.stampAt;
  };

  return {
    take: (bytes) => {
      const nowMs = clock.monotonicMs();
      for (let at = 0; at < bytes.length; ) {
        const skip = Math.min(toNextDigit(), bytes.length - at);
        at += skip;
        position += skip;
        const digit = bytes[at];
        if (skip > 0 || digit === undefined) continue;
        digits += String.fromCharCode(digit);
        at += 1;
        position += 1;
        if (digits.length < STAMP_LENGTH) continue;
        note(nowMs - Number(digits));
        digits = '';
      }
    },
    get pieces() {
      return pieces;
    },
    get lateMs() {
      return pieces === 0 ? 0 : Math.round(mostMs - leastMs);
    },
  };
};
