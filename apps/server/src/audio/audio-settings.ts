import type { DiskReserve } from './recorder/recording-writer.ts';

/** What of the audio path may be set. Everything has a default that suits one cheap server. */
export interface AudioSettings {
  /** What a new listener gets at once. Browsers read in blocks of 32 KB, so less than 34,000 bytes makes them wait. */
  readonly burstBytes: number;
  /** How much audio is gathered into one write a listener; `auto` lets it grow with the number of listeners. */
  readonly sliceMs: number | 'auto';
  /** How long a mount is held for a source that went away. */
  readonly graceMs: number;
  /** A source that completes no frame for this long counts as lost. */
  readonly silentSourceMs: number;
  /** How much audio the ring keeps: a listener further behind than this skips to live. */
  readonly ringMs: number;
  /** A listener whose last write is not taken for this long is dropped. */
  readonly stallMs: number;
  /** How far ahead of real time a source may send before it is asked to wait. */
  readonly aheadMs: number;
  /** Open audio responses that this process carries. */
  readonly maxListeners: number;
  /** Of those, how many may come from one address, or from one IPv6 /64: a whole conference may sit behind it. */
  readonly maxListenersPerAddress: number;
  /** A connection that has not sent a whole request head after this long is closed. */
  readonly headTimeoutMs: number;
  /** The longest request head taken. */
  readonly headBytes: number;
  /** So much silence on end is dead air, and its broadcaster is told. */
  readonly deadAirMs: number;
  /** Recordings stop before the database has no room left. */
  readonly diskReserve: DiskReserve;
}

export const DEFAULT_AUDIO_SETTINGS: AudioSettings = {
  burstBytes: 34_000,
  sliceMs: 'auto',
  graceMs: 60_000,
  silentSourceMs: 10_000,
  ringMs: 30_000,
  stallMs: 20_000,
  aheadMs: 10_000,
  maxListeners: 10_000,
  maxListenersPerAddress: 2_000,
  headTimeoutMs: 10_000,
  headBytes: 16 * 1024,
  deadAirMs: 30_000,
  diskReserve: { mostBytes: 200 * 1024 * 1024, share: 0.01 },
};
