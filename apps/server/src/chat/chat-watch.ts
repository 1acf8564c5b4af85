import type { Clock } from '@livestreamer/clock';
import { type RoomEvent, stationRoom } from '@livestreamer/contracts';
import type { Logger, Part } from '../platform/index.ts';
import type { PublishInRoom } from './room-changes.ts';

/**
 * Notices changes that were stored, but never told: their server ended between the two. Each server looks now and then at the last change of the rooms that
 * somebody is in, and says so when it was stored one look ago already and nobody has told of it since.
 */
export interface ChatWatch {
  /** A page of the room knows of all changes up to this one; it hears of the rest. */
  noteRead(room: string, seq: number): void;
  /** This server heard an event in a room, from whichever server; perhaps one that only newer servers know. */
  noteHeard(room: string, event: object): void;
  readonly part: Part;
}

interface ChatWatchOptions {
  readonly roomsInUse: () => Iterable<string>;
  /** The last change of each of these rooms, by slug. */
  readonly seqsOf: (slugs: readonly string[]) => Promise<readonly { slug: string; seq: number }[]>;
  readonly publish: PublishInRoom;
  readonly clock: Clock;
  readonly log: Logger;
}

const LOOK_MS = 5_000;

interface WatchedRoom {
  /** Up to which change this server has heard. */
  heardSeq: number;
  /** The last change at the last look; null: there was none yet. */
  storedSeq: number | null;
}

export const createChatWatch = ({ roomsInUse, seqsOf, publish, clock, log }: ChatWatchOptions): ChatWatch => {
  const watched = new Map<string, WatchedRoom>();
  let timer: { cancel(): void } | null = null;
  let looking: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    const rooms = new Set(roomsInUse());
    for (const room of [...watched.keys()]) if (!rooms.has(room)) watched.delete(room);
    if (rooms.size === 0) return;
    const slugs = [...rooms].map((room) => room.slice(stationRoom('').length));
    for (const { slug, seq } of await seqsOf(slugs)) {
      const room = stationRoom(slug);
      const known = watched.get(room);
      if (!known) watched.set(room, { heardSeq: seq, storedSeq: seq });
      else {
        const { heardSeq, storedSeq } = known;
        known.storedSeq = seq;
        if (storedSeq !== null && storedSeq > heardSeq) publish(room, { type: 'messages-changed', seq: storedSeq });
      }
    }
  };

  const lookQuietly = (): void => {
    looking ??= look()
      .catch((err: unknown) => log.warn({ err }, 'The changes of rooms could not be looked at; another look follows.'))
      .finally(() => {
        looking = null;
      });
  };

  return {
    noteRead: (room, seq) => {
      if (!watched.has(room)) watched.set(room, { heardSeq: seq, storedSeq: null });
    },
    noteHeard: (room, event) => {
      const seq = seqIn(event);
      const known = watched.get(room);
      if (known && seq !== null && seq > known.heardSeq) known.heardSeq = seq;
    },
    part: {
      name: 'chat watch',
      start: () => {
        timer = clock.every(LOOK_MS, lookQuietly);
      },
      stop: async () => {
        timer?.cancel();
        await looking;
      },
    },
  };
};

const TELLS_OF_CHANGES: ReadonlySet<unknown> = new Set<RoomEvent['type']>([
  'message',
  'messages-changed',
  'message-unseen',
]);

/** The change that an event tells of. */
const seqIn = (event: object): number | null => {
  if (!('type' in event && 'seq' in event) || !TELLS_OF_CHANGES.has(event.type)) return null;
  return typeof event.seq === 'number' ? event.seq : null;
};
