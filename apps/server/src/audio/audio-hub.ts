import type { Clock } from '@livestreamer/clock';
import { oggTitleOf } from '@livestreamer/framing';
import type { TypedEvents } from '../platform/index.ts';
import type { AudioCounters } from './audio-counters.ts';
import type { AudioEvents } from './audio-events.ts';
import type { AudioSettings } from './audio-settings.ts';
import type { TitleBoard } from './metadata/title-board.ts';
import { cleanTitle } from './metadata/title-request.ts';
import { createMount, type Mount } from './mount.ts';
import type { FrameRun, Taps } from './sink.ts';
import type { SourcePermit } from './source-gate.ts';
import { createSourceSeat, type Source, type SourceFeed, type SourceSeat } from './source-seat.ts';

/** The permit of a source that was let in. */
export type Allowed = Extract<SourcePermit, { allowed: true }>;

/** What is on air under a name. */
export interface OnAir {
  readonly mount: Mount;
  readonly seat: SourceSeat;
}

/** The permit of the source that a mount has, or had last. */
export interface PermitInUse {
  readonly permit: Allowed;
  /** Takes the mount off air, unless another permit is in use there by now. */
  withdraw(): void;
}

/** A mount as it is now, for those who watch over the server. */
export interface MountFigures {
  readonly mountId: string;
  /** Under which listeners ask for it first. */
  readonly name: string;
  /** `held`: its source is away. */
  readonly phase: 'live' | 'held';
  /** Counted listeners. */
  readonly listeners: number;
  /** How long its source has been away; 0 while it is there. */
  readonly lostMs: number;
}

/** Stations on air → mounts. */
export interface AudioHub {
  /** Lets a permitted source onto its mount, or says that somebody else is there, or that the server stops. */
  admit(permit: Allowed, source: Source): SourceFeed | 'mount_busy' | 'unavailable';
  /** Whether this mount waits for its source to come back. */
  isHeld(mountId: string): boolean;
  /** The mount of a station by its name, or the default one for null; undefined when it is off air. */
  find(name: string | null): OnAir | undefined;
  /** By what permits mounts are on air, or held, now. */
  permits(): readonly PermitInUse[];
  /** Open audio responses of the whole process, probes included. */
  readonly responses: number;
  /** The last seconds of a mount; null when it is off air. */
  pastOf(mountId: string): FrameRun | null;
  /** Counted listeners of one mount; 0 when it is off air. */
  listenersOf(mountId: string): number;
  /** Everything that is on air, or held. */
  mounts(): readonly MountFigures[];
  /** Ends all sources and listeners, at a frame border; resolves when they are gone. */
  shutDown(): Promise<void>;
}

interface HubOptions {
  readonly clock: Clock;
  readonly settings: AudioSettings;
  readonly counters: AudioCounters;
  readonly events: TypedEvents<AudioEvents>;
  readonly titles: TitleBoard;
  readonly taps: Taps;
}

interface Entry extends OnAir {
  /** Of the last source. */
  permit: Allowed;
}

export const createAudioHub = ({ clock, settings, counters, events, titles, taps }: HubOptions): AudioHub => {
  const entries = new Map<string, Entry>();
  let responses = 0;
  let isStopping = false;

  const open = (permit: Allowed): Entry => {
    const { mountId, ownerId } = permit;
    const mount: Mount = createMount({
      clock,
      counters,
      settings,
      title: () => titles.titleOf(mountId),
      onPreamble: (preamble) => {
        const title = cleanTitle(oggTitleOf(preamble) ?? '');
        if (title !== null) titles.put(mountId, title);
      },
      onListeners: (listeners) => {
        // A mount that is gone still closes its responses; by then the next show may count its own.
        if (entries.get(mountId)?.mount === mount) events.emit('listeners', { mountId, listeners });
      },
      onResponses: (change) => {
        responses += change;
      },
    });
    const onGone = () => void entries.delete(mountId);
    const seat = createSourceSeat({ mountId, ownerId, mount, clock, settings, counters, events, taps, onGone });
    const entry = { mount, seat, permit };
    entries.set(mountId, entry);
    return entry;
  };

  return {
    get responses() {
      return responses;
    },
    admit: (permit, source) => {
      if (isStopping) return 'unavailable';
      const entry = entries.get(permit.mountId) ?? open(permit);
      if (entry.seat.ownerId !== permit.ownerId) return 'mount_busy';
      entry.permit = permit;
      return entry.seat.take(source);
    },
    isHeld: (mountId) => entries.get(mountId)?.seat.phase === 'held',
    find: (name) => {
      for (const entry of entries.values()) {
        const { seat, permit } = entry;
        const heard = seat.phase === 'live' || seat.phase === 'held';
        if (heard && (name === null ? permit.isDefault : permit.names.includes(name))) return entry;
      }
      return undefined;
    },
    permits: () =>
      [...entries.values()].map((entry) => {
        const { permit } = entry;
        const withdraw = (): void => {
          if (entry.permit === permit) entry.seat.end();
        };
        return { permit, withdraw };
      }),
    pastOf: (mountId) => {
      const entry = entries.get(mountId);
      return entry ? { ...entry.mount.past(), format: entry.seat.format } : null;
    },
    listenersOf: (mountId) => entries.get(mountId)?.mount.listeners ?? 0,
    mounts: () =>
      [...entries].flatMap(([mountId, { mount, seat, permit }]) => {
        const { phase, lostMs } = seat;
        if (phase !== 'live' && phase !== 'held') return [];
        const [name = mountId] = permit.names;
        return [{ mountId, name, phase, listeners: mount.listeners, lostMs }];
      }),
    shutDown: async () => {
      isStopping = true;
      await Promise.all([...entries.values()].map(({ seat }) => seat.shutDown()));
    },
  };
};
