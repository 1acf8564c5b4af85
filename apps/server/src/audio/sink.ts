import type { AudioFormat } from '@livestreamer/contracts';
import type { Frame } from '@livestreamer/framing';

/** Frames that follow one another and are of one kind. */
export interface FrameRun {
  readonly frames: readonly Frame[];
  readonly format: AudioFormat;
  /** What must come before any of them: the headers of Ogg; empty for MP3 and AAC. */
  readonly preamble: Uint8Array;
}

/** Anything that hears a mount beside its listeners. Called within the frame loop: it must return at once, and keep no more than it bounds. One that throws is taken off. */
export interface Sink {
  take(run: FrameRun): void;
}

/** Who hears which mount. */
export interface Taps {
  /** From now on a sink hears the mount of this id, also a later one; the returned function ends that. */
  add(mountId: string, sink: Sink): () => void;
  /** Whether anybody hears it: nearly always nobody but a recording. */
  isTapped(mountId: string): boolean;
  tell(mountId: string, run: FrameRun): void;
}

export const createTaps = ({ onProblem }: { onProblem: (err: unknown) => void }): Taps => {
  const taps = new Map<string, Set<Sink>>();
  return {
    add: (mountId, sink) => {
      const sinks = taps.get(mountId) ?? new Set();
      sinks.add(sink);
      taps.set(mountId, sinks);
      return () => {
        sinks.delete(sink);
        if (sinks.size === 0 && taps.get(mountId) === sinks) taps.delete(mountId);
      };
    },
    isTapped: (mountId) => taps.has(mountId),
    tell: (mountId, run) => {
      const sinks = taps.get(mountId);
      if (!sinks) return;
      for (const sink of sinks) {
        try {
          sink.take(run);
        } catch (err) {
          sinks.delete(sink);
          onProblem(err);
        }
      }
    },
  };
};
