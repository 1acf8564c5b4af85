import type { Clock } from '@livestreamer/clock';
import type { AudioCounters } from './audio-counters.ts';
import type { Burst, FrameRing } from './frame-ring.ts';
import { decideLag } from './lag-policy.ts';
import { cut, isPending, type Listener } from './listener.ts';
import { duePhases, PHASES, sliceFrames } from './slice-plan.ts';

/** Listeners of one mount that share a burst and a slice: all of them, or those who asked for low delay. */
export interface ListenerGroup {
  /** How many, probes included. */
  readonly size: number;
  add(listener: Listener): void;
  remove(listener: Listener): void;
  /** Writes to those whose turn came with the frames from `fromFrame` up to the ring's head. */
  flushDue(fromFrame: number): void;
  /** Writes to everybody who is not up to date. */
  flushAll(): void;
  /** Everybody, for ending them. */
  all(): Listener[];
}

interface GroupOptions {
  readonly ring: FrameRing;
  readonly clock: Clock;
  readonly counters: AudioCounters;
  /** What one who skips to live gets. */
  readonly burst: Burst;
  readonly stallMs: number;
  /** What a listener needs before any frame (Ogg headers). */
  readonly preamble: () => Uint8Array;
  /** Asked at every flush, because it may follow the number of listeners. */
  readonly sliceMs: () => number;
}

export const createListenerGroup = (options: GroupOptions): ListenerGroup => {
  const { ring, clock, counters, burst, stallMs, preamble, sliceMs } = options;
  const phases: Listener[][] = Array.from({ length: PHASES }, () => []);
  let size = 0;
  let nextPhase = 0;

  const serve = (listener: Listener, nowMs: number): void => {
    if (listener.socket.destroyed) return;
    const pendingMs = isPending(listener) ? nowMs - listener.wroteAtMs : null;
    const decision = decideLag({ pendingMs, fellOff: listener.position < ring.tail }, { stallMs });
    if (decision === 'wait') {
      counters.lateSlices += 1;
      return;
    }
    if (decision === 'drop') {
      counters.drops += 1;
      cut(listener);
      return;
    }
    if (decision === 'skip') {
      counters.skips += 1;
      listener.position = ring.burstStart(burst);
      // Another chain may have begun meanwhile; players take the same headers twice.
      if (preamble().length > 0) listener.socket.write(preamble());
    }
    if (listener.position >= ring.head) return;
    const audio = ring.from(listener.position);
    counters.sentBytes += audio.length;
    listener.socket.write(listener.icy === null ? audio : listener.icy.lay(audio));
    listener.position = ring.head;
    listener.wroteAtMs = nowMs;
  };

  const flushPhase = (phase: number, nowMs: number): void => {
    const listeners = phases[phase];
    // From the end: a listener that is cut may leave the list on the way.
    for (let place = (listeners?.length ?? 0) - 1; place >= 0; place -= 1) {
      const listener = listeners?.[place];
      if (listener) serve(listener, nowMs);
    }
  };

  return {
    get size() {
      return size;
    },
    add: (listener) => {
      listener.phase = nextPhase;
      nextPhase = (nextPhase + 1) % PHASES;
      listener.place = (phases[listener.phase]?.push(listener) ?? 1) - 1;
      size += 1;
    },
    remove: (listener) => {
      const listeners = phases[listener.phase];
      if (listeners?.[listener.place] !== listener) return;
      const last = listeners.pop();
      if (last && last !== listener) {
        listeners[listener.place] = last;
        last.place = listener.place;
      }
      size -= 1;
    },
    flushDue: (fromFrame) => {
      if (size === 0) return;
      const slice = sliceFrames({ sliceMs: sliceMs(), frameMs: ring.frameMs });
      const nowMs = clock.monotonicMs();
      for (const phase of duePhases({ fromFrame, toFrame: ring.head, slice })) flushPhase(phase, nowMs);
    },
    flushAll: () => {
      const nowMs = clock.monotonicMs();
      for (let phase = 0; phase < PHASES; phase += 1) flushPhase(phase, nowMs);
    },
    all: () => phases.flat(),
  };
};
