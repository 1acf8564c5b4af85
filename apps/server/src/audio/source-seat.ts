import type { Clock, Timer } from '@livestreamer/clock';
import { type AudioFormat, createFramer, type Frame, type Framer, sniffFormat } from '@livestreamer/framing';
import type { TypedEvents } from '../platform/index.ts';
import type { AudioCounters } from './audio-counters.ts';
import type { AudioEvents } from './audio-events.ts';
import type { AudioSettings } from './audio-settings.ts';
import type { Mount } from './mount.ts';
import type { Taps } from './sink.ts';
import { type MountMove, type MountPhase, nextPhase } from './source-grace.ts';
import { createSourcePace } from './source-pace.ts';

/** How often the seat looks whether its source fell silent or gathered audio should be written out. */
const LOOK_MS = 500;

/** Bytes in which the formats show themselves; what does not is taken for what it was declared to be. */
const SNIFF_BYTES = 8 * 1024;

/** 4 Mbit/s: what claims to play more slowly than that (garbage, lying Ogg pages) is held back all the same. */
const MOST_BYTES_A_MS = 500;

/** Why the engine sends a source away. */
export type SourceEnd = 'replaced' | 'gave-up' | 'no-audio' | 'shut-down';

/** One connection that sends audio, as the engine sees it. */
export interface Source {
  /** What its Content-Type promised; the bytes themselves decide. */
  readonly declared: AudioFormat | null;
  readonly title: string | null;
  /** Called at most once, when the engine wants it gone. */
  readonly close: (why: SourceEnd) => void;
}

/** Where a source puts its bytes. */
export interface SourceFeed {
  /** Gives how many ms the source should be kept from sending more; 0 for not at all. */
  push(chunk: Uint8Array): number;
  /** How long it need not be read after a push, for the sake of fewer wake-ups; 0 for not at all. */
  readonly gatherMs: number;
  /** `stopped`: it said that the show is over. `closed`, `reset`: the connection ended without that. */
  finish(how: 'stopped' | 'closed' | 'reset'): void;
}

/** The one place for a source on a mount, and the mount's life with it (source-grace.ts). */
export interface SourceSeat {
  readonly ownerId: string;
  readonly phase: MountPhase;
  /** How long its source has been away; 0 while it is there. */
  readonly lostMs: number;
  /** The kind of audio on air, for the reply to listeners. */
  readonly format: AudioFormat;
  /** Seats a source; the one that sat there is sent away. */
  take(source: Source): SourceFeed;
  /** Its owner may not broadcast any more: the show is over, for the source, if there is one, and for listeners. */
  end(): void;
  /** The server stops: source and listeners are ended. */
  shutDown(): Promise<void>;
}

interface SeatOptions {
  readonly mountId: string;
  readonly ownerId: string;
  readonly mount: Mount;
  readonly clock: Clock;
  readonly settings: AudioSettings;
  readonly counters: AudioCounters;
  readonly events: TypedEvents<AudioEvents>;
  readonly taps: Taps;
  /** The seat is gone for good. */
  readonly onGone: () => void;
}

export const createSourceSeat = (options: SeatOptions): SourceSeat => {
  const { mountId, ownerId, mount, clock, settings, counters, events, taps, onGone } = options;
  let phase: MountPhase = 'waiting';
  let current: Source | null = null;
  let format: AudioFormat = 'mp3';
  let kind: string | null = null;
  let lastFrameAtMs = clock.monotonicMs();
  let heldBackUntilMs = 0;
  let gathered = false;
  let grace: Timer | null = null;
  let lostAtMs = 0;

  const look = clock.every(LOOK_MS, () => {
    const nowMs = clock.monotonicMs();
    if (gathered && nowMs - lastFrameAtMs >= LOOK_MS) {
      gathered = false;
      mount.flush();
    }
    // A source that we do not read is not silent.
    if (nowMs - Math.max(lastFrameAtMs, heldBackUntilMs) < settings.silentSourceMs) return;
    if (phase === 'waiting') sendAway('no-audio');
    move('lost', { lost: 'silent' });
  });

  const sendAway = (why: SourceEnd): void => {
    const source = current;
    current = null;
    source?.close(why);
  };

  const leave = (why: AudioEvents['off-air']['reason'] | null): Promise<void> => {
    look.cancel();
    grace?.cancel();
    sendAway(why === 'shut-down' ? 'shut-down' : 'gave-up');
    const ended = mount.endListeners();
    onGone();
    if (why) events.emit('off-air', { mountId, reason: why });
    return ended;
  };

  const move = (
    by: MountMove,
    told: { lost?: AudioEvents['source-lost']['reason']; title?: string | null } = {},
  ): void => {
    const before = phase;
    phase = nextPhase(before, by);
    if (phase === before) return;
    if (phase === 'held') {
      counters.lostSources += 1;
      lostAtMs = clock.monotonicMs();
      mount.flush();
      mount.setHeld(true);
      grace = clock.after(settings.graceMs, () => move('grace-over'));
      events.emit('source-lost', { mountId, reason: told.lost ?? 'closed' });
    } else if (phase === 'live') {
      grace?.cancel();
      mount.setHeld(false);
      if (before === 'held') events.emit('source-back', { mountId });
      else events.emit('on-air', { mountId, ownerId, title: told.title ?? null });
    } else {
      const why = by === 'grace-over' ? 'gave-up' : 'stopped';
      if (why === 'gave-up') counters.abandonedMounts += 1;
      void leave(before === 'waiting' ? null : why);
    }
  };

  /** Frames of another codec or sample rate cannot follow in the same response: players reopen. */
  const put = (frames: readonly Frame[], framer: Framer): void => {
    let start = 0;
    format = framer.format;
    frames.forEach((frame, index) => {
      const itsKind = `${framer.format} ${frame.sampleRate}`;
      if (itsKind === kind) return;
      append(frames.slice(start, index), framer);
      if (kind !== null) void mount.endListeners();
      kind = itsKind;
      start = index;
    });
    append(start === 0 ? frames : frames.slice(start), framer);
  };

  const append = (frames: readonly Frame[], { format: itsFormat, preamble }: Framer): void => {
    mount.append(frames, preamble);
    if (frames.length > 0 && taps.isTapped(mountId)) taps.tell(mountId, { frames, format: itsFormat, preamble });
  };

  const take = (source: Source): SourceFeed => {
    if (current) counters.replacedSources += 1;
    sendAway('replaced');
    current = source;
    counters.sources += 1;
    if (phase === 'waiting') lastFrameAtMs = clock.monotonicMs();
    const pace = createSourcePace({ aheadMs: settings.aheadMs });
    let first: Uint8Array = new Uint8Array();
    let framer: Framer | null = null;
    let skippedBytes = 0;

    const framerFor = (chunk: Uint8Array): Framer | null => {
      first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
      const sniffed = sniffFormat(first);
      if (sniffed === null && first.length < SNIFF_BYTES) return null;
      return createFramer(sniffed ?? source.declared ?? 'mp3');
    };

    return {
      push: (chunk) => {
        if (current !== source) return 0;
        const isFirst = framer === null;
        framer ??= framerFor(chunk);
        const frames = framer?.push(isFirst ? first : chunk) ?? [];
        const nowMs = clock.monotonicMs();
        if (framer && frames.length > 0) {
          lastFrameAtMs = nowMs;
          gathered = true;
          put(frames, framer);
          move('frame', { title: source.title });
        }
        counters.skippedBytes += (framer?.skippedBytes ?? 0) - skippedBytes;
        skippedBytes = framer?.skippedBytes ?? 0;
        const audioMs = frames.reduce((sum, frame) => sum + frame.durationUs, 0) / 1000;
        const waitMs = pace.take(Math.max(audioMs, chunk.length / MOST_BYTES_A_MS), nowMs);
        if (frames.length > 0) heldBackUntilMs = nowMs + waitMs;
        return waitMs;
      },
      get gatherMs() {
        return phase === 'live' ? mount.gatherMs : 0;
      },
      finish: (how) => {
        if (current !== source) return;
        current = null;
        if (how === 'stopped') move('stopped');
        else move('lost', { lost: how });
      },
    };
  };

  return {
    ownerId,
    get phase() {
      return phase;
    },
    get lostMs() {
      return phase === 'held' ? clock.monotonicMs() - lostAtMs : 0;
    },
    get format() {
      return format;
    },
    take,
    end: () => move('stopped'),
    shutDown: () => {
      const wasHeard = phase === 'live' || phase === 'held';
      phase = 'gone';
      return leave(wasHeard ? 'shut-down' : null);
    },
  };
};
