import type { Frame } from '@livestreamer/framing';

/** Where in a file which moment is: borders of frames, close to each other. */
export interface FrameMark {
  /** Where the next frame begins. */
  readonly byte: number;
  readonly us: number;
}

/** Counts frames, and says when enough of them have come for another mark. */
export interface FrameMarks {
  /** Bytes and audio so far. */
  readonly end: FrameMark;
  /** Counts one frame; the mark after it, when one is due. */
  count(frame: Pick<Frame, 'bytes' | 'durationUs'>): FrameMark | null;
}

/** Trims and seeks are as exact as that; an index of six hours has 3.5 MB. */
export const MARK_EVERY_US = 200_000;

/** `from`: what was counted before. */
export const createFrameMarks = (from: FrameMark = { byte: 0, us: 0 }): FrameMarks => {
  let end = from;
  let markedUs = from.us;
  return {
    get end() {
      return end;
    },
    count: ({ bytes, durationUs }) => {
      end = { byte: end.byte + bytes.length, us: end.us + durationUs };
      if (end.us - markedUs < MARK_EVERY_US) return null;
      markedUs = end.us;
      return end;
    },
  };
};
