import { open } from 'node:fs/promises';
import type { AudioFormat } from '@livestreamer/contracts';
import { createFramer } from '@livestreamer/framing';
import { createFrameMarks, type FrameMark } from './frame-marks.ts';

const CHUNK_BYTES = 256 * 1024;
/** Two of the longest, so that the first is known for one. */
const FIRST_FRAMES_BYTES = 128 * 1024;

/**
 * Reads what a file has behind a mark, frame by frame: the marks of it, and where its last whole frame ends. In bounded memory, but for the marks.
 * What the recorder wrote has nothing but frames in it; behind the first thing that is none, nothing counts.
 */
export const scanPart = async (
  path: string,
  { format, from }: { format: AudioFormat; from: FrameMark },
): Promise<{ marks: FrameMark[]; end: FrameMark }> => {
  const framer = createFramer(format);
  const counted = createFrameMarks(from);
  const marks: FrameMark[] = [];
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (let at = from.byte; ; ) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      const frames = framer.push(buffer.subarray(0, bytesRead));
      if (framer.skippedBytes > 0) break;
      for (const frame of frames) {
        const mark = counted.count(frame);
        if (mark) marks.push(mark);
      }
    }
  } finally {
    await file.close();
  }
  return { marks, end: counted.end };
};

/** Of its first frame; 0 when it has none. */
export const sampleRateOf = async (path: string, format: AudioFormat): Promise<number> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_FRAMES_BYTES), 0, FIRST_FRAMES_BYTES, 0);
    const frames = createFramer(format).push(buffer.subarray(0, bytesRead));
    return frames[0]?.sampleRate ?? 0;
  } finally {
    await file.close();
  }
};
