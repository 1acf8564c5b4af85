import type { Clock, Timer } from '@livestreamer/clock';
import type { AudioFormat } from '@livestreamer/contracts';
import { createTypedEvents, type Logger, type TypedEvents } from '../../platform/index.ts';
import type { AudioCounters } from '../audio-counters.ts';
import type { AudioEvents } from '../audio-events.ts';
import type { FrameRun, Taps } from '../sink.ts';
import { createLevelDecoding } from './level-decoding.ts';
import type { LevelReading } from './level-reading.ts';
import { type ActiveWarning, createLevelWarnings, type LevelWarnings } from './level-warnings.ts';
import { createMountEar, type MountEar } from './mount-ear.ts';

/** What the level of mounts tells the floors above. */
export interface LevelEvents {
  /** At most once a second for each mount, and less often when there are very many. */
  level: { readonly mountId: string } & LevelReading;
  /** Something began to be wrong, or is right again, or cannot be told any more. `sinceMs`: when it began, in ms since 1970. */
  warning: { readonly mountId: string; readonly active: boolean } & ActiveWarning;
}

/** What is known of a mount on air. */
export interface MountLevel {
  /** Null: nothing was measured yet, its source is away, or its format is not decoded here (AAC, Ogg). */
  readonly reading: LevelReading | null;
  readonly warnings: readonly ActiveWarning[];
  /** Null: nothing came yet. */
  readonly format: AudioFormat | null;
  /** Of the last second in which audio came. */
  readonly bitrateKbps: number | null;
  /** How much came since it went on air. */
  readonly audioMs: number;
}

/** How the mounts of this process sound, from decoded samples. */
export interface LiveLevels {
  readonly events: TypedEvents<LevelEvents>;
  /** Null: it is not on air here. */
  of(mountId: string): MountLevel | null;
  stop(): void;
}

interface LiveLevelsOptions {
  readonly taps: Taps;
  readonly events: TypedEvents<AudioEvents>;
  /** What a mount has sent so far when it goes on air: its first frames come before the word of it. */
  readonly pastOf: (mountId: string) => FrameRun | null;
  /** So much silence is dead air. */
  readonly deadAirMs: number;
  readonly counters: AudioCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Watched {
  readonly ear: MountEar;
  readonly warnings: LevelWarnings;
  readonly untap: () => void;
  /** Its source is there: what does not come now is missing. */
  isSourced: boolean;
  /** Audio whose answer is waited for. */
  askedMs: number;
  reading: LevelReading | null;
}

const LOOK_MS = 1_000;

export const createLiveLevels = (options: LiveLevelsOptions): LiveLevels => {
  const { taps, events: audioEvents, pastOf, deadAirMs, counters, clock, log } = options;
  const events = createTypedEvents<LevelEvents>((err) => log.error({ err }, 'A listener of levels failed.'));
  const mounts = new Map<string, Watched>();
  let looking: Timer | null = null;
  let lookedAtMs = 0;

  const decoding = createLevelDecoding({
    onAnswer: ({ mountId, reading }) => {
      const mount = mounts.get(mountId);
      if (!mount || !reading) return;
      if (!isHeard(mount)) return;
      mount.reading = reading;
      mount.warnings.heard(reading, mount.askedMs);
      events.emit('level', { mountId, ...reading });
    },
    counters,
    clock,
    log,
  });

  const look = (): void => {
    const nowMs = clock.monotonicMs();
    const elapsedMs = nowMs - lookedAtMs;
    lookedAtMs = nowMs;
    for (const [mountId, mount] of [...mounts]) {
      const receivedMs = mount.ear.takeReceivedMs();
      if (mount.isSourced) mount.warnings.received(receivedMs, elapsedMs);
      if (mount.isSourced && !isHeard(mount)) {
        mount.reading = null;
        mount.warnings.deaf();
      }
      if (!decoding.isFree(mountId)) continue;
      const taken = mount.ear.takeFrames();
      if (!taken) continue;
      mount.askedMs = taken.audioMs;
      decoding.decode(mountId, taken.frames);
      // Whose turn it was waits behind the others: when there is too much for all, everybody is measured now and then.
      mounts.delete(mountId);
      mounts.set(mountId, mount);
    }
  };

  audioEvents.on('on-air', ({ mountId }) => {
    const ear = createMountEar({
      onSkipped: (ms) => {
        counters.unmeasuredMs += ms;
      },
    });
    const warnings = createLevelWarnings({
      deadAirMs,
      now: clock.now,
      onChange: (warning, active) => events.emit('warning', { mountId, active, ...warning }),
    });
    const past = pastOf(mountId);
    if (past) ear.take(past);
    const untap = taps.add(mountId, ear);
    mounts.set(mountId, { ear, warnings, untap, isSourced: true, askedMs: 0, reading: null });
    if (looking) return;
    lookedAtMs = clock.monotonicMs();
    looking = clock.every(LOOK_MS, look);
  });
  audioEvents.on('source-lost', ({ mountId }) => {
    const mount = mounts.get(mountId);
    if (!mount) return;
    mount.isSourced = false;
    mount.reading = null;
  });
  audioEvents.on('source-back', ({ mountId }) => {
    const mount = mounts.get(mountId);
    if (mount) mount.isSourced = true;
  });
  audioEvents.on('off-air', ({ mountId }) => {
    mounts.get(mountId)?.untap();
    mounts.delete(mountId);
    decoding.forget(mountId);
    if (mounts.size > 0) return;
    looking?.cancel();
    looking = null;
  });

  return {
    events,
    of: (mountId) => {
      const mount = mounts.get(mountId);
      if (!mount) return null;
      const { reading, warnings, ear } = mount;
      const { format, bitrateKbps, audioMs } = ear;
      return { reading, warnings: warnings.active, format, bitrateKbps, audioMs };
    },
    stop: () => {
      looking?.cancel();
      for (const { untap } of mounts.values()) untap();
      mounts.clear();
      decoding.stop();
    },
  };
};

/** Whether what comes now is decoded here. */
const isHeard = ({ isSourced, ear }: Watched): boolean => isSourced && (ear.format ?? 'mp3') === 'mp3';
