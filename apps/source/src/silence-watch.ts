import type { Level } from './capture/level-meter.ts';

/** Notices that a show has no sound in it: an unplugged cable, a muted player, the wrong device. */
interface SilenceWatch {
  heard(level: Level): void;
  /** Ask now and then. `fell`: silent for the whole time, told once; `rose`: sound is back after that. */
  look(): 'fell' | 'rose' | null;
}

/** Below this is the noise of a converter with nothing connected. */
export const SILENT_DB = -60;

export const createSilenceWatch = (options: { silentMs: number; monotonicMs: () => number }): SilenceWatch => {
  const { silentMs, monotonicMs } = options;
  let lastSoundMs = monotonicMs();
  let told = false;
  return {
    heard: ({ peakDb }) => {
      if (peakDb > SILENT_DB) lastSoundMs = monotonicMs();
    },
    look: () => {
      const silent = monotonicMs() - lastSoundMs >= silentMs;
      if (silent === told) return null;
      told = silent;
      return silent ? 'fell' : 'rose';
    },
  };
};
