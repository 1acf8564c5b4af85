import type { Clock, Timer } from '../../platform/index.ts';

/** Holds a source back without losing anything: it is not read, so its program has to wait. */
export interface SourceBrake {
  /** Reads nothing for `waitMs`; 0 for going on. */
  hold(waitMs: number): void;
  /** The source is gone. */
  release(): void;
}

export const createSourceBrake = (source: { pause(): unknown; resume(): unknown }, clock: Clock): SourceBrake => {
  let resuming: Timer | null = null;
  return {
    hold: (waitMs) => {
      if (waitMs <= 0) return;
      source.pause();
      resuming?.cancel();
      resuming = clock.after(waitMs, () => source.resume());
    },
    release: () => resuming?.cancel(),
  };
};
