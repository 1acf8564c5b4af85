import type { Frame } from '@livestreamer/framing';

/**
 * The last seconds of a mount, by whole frames. A position is the number of a frame since the mount began:
 * `tail` is the oldest frame kept, `head` the one that comes next.
 */
export interface FrameRing {
  append(frames: readonly Frame[]): void;
  readonly head: number;
  readonly tail: number;
  /** Where a listener starts who shall get a burst: a frame border, never before the newest Ogg headers. */
  burstStart(burst: Burst): number;
  /** The audio from `position` to live, as one buffer that all who stand at the same position share until the next append. */
  from(position: number): Buffer;
  /** All frames kept, the oldest first. */
  all(): readonly Frame[];
  /** Mean length of a frame that carries audio, in ms; 0 before the first. */
  readonly frameMs: number;
  /** Forgets all frames; positions go on counting. */
  clear(): void;
}

/** Pages that claim to last no time must not pile up: 30 s of the shortest real frames (Opus, 2.5 ms). */
const MOST_FRAMES = 12_000;

/** A burst that never gets long enough in time ends at so many times its bytes. */
const MOST_BURSTS = 8;

/** What a listener gets at once: at least so many bytes, and at least so much audio. */
export interface Burst {
  readonly bytes: number;
  readonly ms: number;
}

/** Keeps `keepMs` of audio, and never more than `keepBytes` (a stream that lies about its durations). */
export const createFrameRing = ({ keepMs, keepBytes }: { keepMs: number; keepBytes: number }): FrameRing => {
  const frames: Frame[] = [];
  let tail = 0;
  let bytes = 0;
  let durationUs = 0;
  let audioFrames = 0;
  /** No burst starts before this position. */
  let afterHeaders = 0;
  const shared = new Map<number, Buffer>();

  const dropOldest = () => {
    const oldest = frames.shift();
    if (!oldest) return;
    tail += 1;
    bytes -= oldest.bytes.length;
    durationUs -= oldest.durationUs;
    if (!oldest.header) audioFrames -= 1;
  };

  return {
    get head() {
      return tail + frames.length;
    },
    get tail() {
      return tail;
    },
    get frameMs() {
      return audioFrames === 0 ? 0 : durationUs / 1000 / audioFrames;
    },
    append: (added) => {
      if (added.length === 0) return;
      shared.clear();
      for (const frame of added) {
        frames.push(frame);
        bytes += frame.bytes.length;
        durationUs += frame.durationUs;
        if (frame.header) afterHeaders = tail + frames.length;
        else audioFrames += 1;
      }
      const isTooMuch = (): boolean => durationUs > keepMs * 1000 || bytes > keepBytes || frames.length > MOST_FRAMES;
      while (frames.length > 1 && isTooMuch()) dropOldest();
    },
    burstStart: (burst) => {
      const first = Math.max(0, afterHeaders - tail);
      let index = frames.length;
      let gatheredBytes = 0;
      let gatheredUs = 0;
      const isShort = (): boolean =>
        gatheredBytes < burst.bytes || (gatheredUs < burst.ms * 1000 && gatheredBytes < burst.bytes * MOST_BURSTS);
      while (index > first && isShort()) {
        index -= 1;
        gatheredBytes += frames[index]?.bytes.length ?? 0;
        gatheredUs += frames[index]?.durationUs ?? 0;
      }
      return tail + index;
    },
    from: (position) => {
      const known = shared.get(position);
      if (known) return known;
      const made = Buffer.concat(frames.slice(Math.max(0, position - tail)).map((frame) => frame.bytes));
      shared.set(position, made);
      return made;
    },
    all: () => [...frames],
    clear: () => {
      tail += frames.length;
      afterHeaders = tail;
      frames.length = 0;
      bytes = 0;
      durationUs = 0;
      audioFrames = 0;
      shared.clear();
    },
  };
};
