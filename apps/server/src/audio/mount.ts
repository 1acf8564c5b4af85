import type { Socket } from 'node:net';
import type { Clock } from '@livestreamer/clock';
import type { Frame } from '@livestreamer/framing';
import type { AudioCounters } from './audio-counters.ts';
import type { AudioSettings } from './audio-settings.ts';
import { createFrameRing } from './frame-ring.ts';
import { cut, type Listener, prepareListenerSocket } from './listener.ts';
import { createListenerGroup, type ListenerGroup } from './listener-group.ts';
import { createIcyInlay } from './metadata/icy-inlay.ts';
import { autoSliceMs, gatherMs } from './slice-plan.ts';

/** Bound of the ring beside its length in time: 30 s at ten times 128 kbps. */
const RING_BYTES = 5 * 1024 * 1024;

/** `?delay=low`: little burst and short slices, for players that keep their own small buffer. */
const LOW_DELAY = { burst: { bytes: 8_192, ms: 300 }, sliceMs: 105 } as const;

/** However high the bitrate: a burst lasts well longer than the longest slice, or players would run dry between two. */
const BURST_MS = 2_000;

/** How long a response that was ended may take to deliver its last bytes. */
const END_DEADLINE_MS = 2_000;

/** How an audio response begins. */
export interface Joining {
  readonly socket: Socket;
  /** The reply's head, written in one go with the burst. */
  readonly head: Buffer;
  readonly lowDelay: boolean;
  readonly counted: boolean;
  /** Whether titles come between the audio (ICY). */
  readonly withTitles: boolean;
}

/** The live audio of one station in memory: one ring, its listeners, the fan-out. Knows nothing of where frames come from. */
export interface Mount {
  /** Counted open audio responses. */
  readonly listeners: number;
  /** Takes frames in; `preamble` is what a new listener needs before any of them. */
  append(frames: readonly Frame[], preamble: Uint8Array): void;
  join(joining: Joining): void;
  /** The frames that are kept, the oldest first, with what must come before them. */
  past(): { readonly frames: readonly Frame[]; readonly preamble: Uint8Array };
  /** How long its source may stay unread without anybody hearing it later; 0 for not at all. */
  readonly gatherMs: number;
  /** Writes out what has been gathered, because nothing may follow for a while. */
  flush(): void;
  /** While held, new listeners wait for the source instead of hearing the past. */
  setHeld(held: boolean): void;
  /**
   * Ends every response after its last whole frame and forgets the ring: what comes next is another kind of audio,
   * or nothing. Resolves when they are closed; those that do not take their last bytes are cut.
   */
  endListeners(): Promise<void>;
}

interface MountOptions {
  readonly clock: Clock;
  readonly counters: AudioCounters;
  readonly settings: AudioSettings;
  /** What plays now, as its source says. */
  readonly title: () => string | null;
  /** Called when what comes before the frames changed: a new chain of Ogg began. */
  readonly onPreamble: (preamble: Uint8Array) => void;
  /** Called when the number of counted listeners changed. */
  readonly onListeners: (listeners: number) => void;
  /** Called when a response, counted or not, began (+1) or ended (-1). */
  readonly onResponses: (change: 1 | -1) => void;
}

export const createMount = ({
  clock,
  counters,
  settings,
  title,
  onPreamble,
  onListeners,
  onResponses,
}: MountOptions): Mount => {
  const ring = createFrameRing({ keepMs: settings.ringMs, keepBytes: RING_BYTES });
  let preamble: Uint8Array = new Uint8Array();
  const shared = { ring, clock, counters, stallMs: settings.stallMs, preamble: () => preamble };
  const burst = { bytes: settings.burstBytes, ms: BURST_MS };
  const steadySliceMs = (): number => (settings.sliceMs === 'auto' ? autoSliceMs(steady.size) : settings.sliceMs);
  const steady: ListenerGroup = createListenerGroup({ ...shared, burst, sliceMs: steadySliceMs });
  const lowDelay = createListenerGroup({
    ...shared,
    burst: LOW_DELAY.burst,
    sliceMs: () => LOW_DELAY.sliceMs,
  });
  const open = new Set<Listener>();
  let counted = 0;
  let held = false;

  const count = (listener: Listener, change: 1 | -1): void => {
    onResponses(change);
    if (!listener.counted) return;
    counted += change;
    onListeners(counted);
  };

  const join = ({ socket, head, lowDelay: wantsLowDelay, counted: isCounted, withTitles }: Joining): void => {
    const group = wantsLowDelay ? lowDelay : steady;
    const position = held ? ring.head : ring.burstStart(wantsLowDelay ? LOW_DELAY.burst : burst);
    const listener: Listener = {
      socket,
      counted: isCounted,
      icy: withTitles ? createIcyInlay(title) : null,
      position: ring.head,
      phase: 0,
      place: 0,
      wroteAtMs: clock.monotonicMs(),
    };
    prepareListenerSocket(socket);
    socket.cork();
    socket.write(head);
    if (preamble.length > 0) socket.write(preamble);
    if (position < ring.head) {
      const burstAudio = ring.from(position);
      counters.burstJoins += 1;
      counters.sentBytes += burstAudio.length;
      socket.write(listener.icy?.lay(burstAudio) ?? burstAudio);
    }
    socket.uncork();
    group.add(listener);
    open.add(listener);
    counters.joins += 1;
    count(listener, 1);
    socket.once('close', () => {
      group.remove(listener);
      open.delete(listener);
      count(listener, -1);
    });
  };

  const endListener = (listener: Listener): Promise<void> => {
    steady.remove(listener);
    lowDelay.remove(listener);
    return new Promise((resolve) => {
      if (listener.socket.closed) resolve();
      else listener.socket.once('close', () => resolve());
      listener.socket.end();
    });
  };

  return {
    get listeners() {
      return counted;
    },
    append: (frames, newPreamble) => {
      const fromFrame = ring.head;
      if (newPreamble !== preamble && newPreamble.length > 0) onPreamble(newPreamble);
      preamble = newPreamble;
      ring.append(frames);
      steady.flushDue(fromFrame);
      lowDelay.flushDue(fromFrame);
    },
    join,
    past: () => ({ frames: ring.all(), preamble }),
    get gatherMs() {
      return lowDelay.size > 0 ? 0 : gatherMs({ sliceMs: steadySliceMs(), listeners: steady.size });
    },
    flush: () => {
      steady.flushAll();
      lowDelay.flushAll();
    },
    setHeld: (isHeld) => {
      held = isHeld;
    },
    endListeners: async () => {
      steady.flushAll();
      lowDelay.flushAll();
      const ended = [...open];
      ring.clear();
      preamble = new Uint8Array();
      const deadline = clock.after(END_DEADLINE_MS, () => {
        for (const listener of ended) cut(listener);
      });
      await Promise.all(ended.map((listener) => endListener(listener)));
      deadline.cancel();
    },
  };
};
