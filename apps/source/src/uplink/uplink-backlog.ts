import type { Frame } from '@livestreamer/framing';

/** Frames that wait to be sent, oldest first. Never more than `limitMs` of audio: then the oldest go, and are counted. */
interface UplinkBacklog {
  push(frame: Frame): void;
  /** Whole frames, together at most `atMostBytes` (but at least one frame); null when nothing waits. */
  take(atMostBytes: number): Uint8Array | null;
  /** What was taken last did not get through: counted as thrown away. */
  loseTaken(): void;
  readonly isEmpty: boolean;
  /** Audio that was thrown away so far. */
  readonly droppedMs: number;
}

export const createUplinkBacklog = ({ limitMs }: { limitMs: number }): UplinkBacklog => {
  const frames: Frame[] = [];
  let waitingUs = 0;
  let droppedUs = 0;
  let takenUs = 0;
  const limitUs = limitMs * 1000;

  const shift = (): Frame | undefined => {
    const oldest = frames.shift();
    waitingUs -= oldest?.durationUs ?? 0;
    return oldest;
  };

  return {
    push: (frame) => {
      frames.push(frame);
      waitingUs += frame.durationUs;
      while (waitingUs > limitUs) {
        droppedUs += shift()?.durationUs ?? 0;
      }
    },
    take: (atMostBytes) => {
      const taken: Uint8Array[] = [];
      let bytes = 0;
      takenUs = 0;
      for (let next = frames[0]; next; next = frames[0]) {
        if (bytes > 0 && bytes + next.bytes.length > atMostBytes) break;
        bytes += next.bytes.length;
        takenUs += next.durationUs;
        taken.push(next.bytes);
        shift();
      }
      return bytes === 0 ? null : Buffer.concat(taken);
    },
    loseTaken: () => {
      droppedUs += takenUs;
      takenUs = 0;
    },
    get isEmpty() {
      return frames.length === 0;
    },
    get droppedMs() {
      return droppedUs / 1000;
    },
  };
};
