import { type AudioSettings, DEFAULT_AUDIO_SETTINGS, listenersFor, readFileDescriptorLimit } from './audio/index.ts';
import type { Config } from './config.ts';

/** What the audio engine is started with. */
export interface AudioCapacity {
  readonly settings: AudioSettings;
  /** The limit of open files; null when there is none to be read. */
  readonly openFiles: number | null;
}

/** The audio settings, with as many listeners as the settings say, or else the limit of open files allows. */
export const audioCapacityOf = (config: Config): AudioCapacity => {
  const { limit, listeners } = listenersFor(readFileDescriptorLimit());
  const settings = {
    ...DEFAULT_AUDIO_SETTINGS,
    sliceMs: config.audioSliceMs,
    burstBytes: config.audioBurstBytes,
    graceMs: config.audioGraceMs,
    silentSourceMs: config.audioSilentSourceMs,
    deadAirMs: config.audioDeadAirMs,
    maxListeners: config.audioMaxListeners === 'auto' ? listeners : config.audioMaxListeners,
  };
  return { settings, openFiles: limit };
};
