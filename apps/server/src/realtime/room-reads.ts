import type { Clock } from '@livestreamer/clock';
import { type Chance, type Logger, withDeadline } from '../platform/index.ts';
import type { RealtimeCounters } from './realtime-counters.ts';

/**
 * What all rooms of this node read: a few at a time, none without end. An outage is one entry in the log, however many rooms
 * and tries it takes; it is over when a read succeeds and no room waits for its next try.
 */
export interface RoomReads {
  /** Begins `work` when it is its turn; fails when it then takes too long. Rooms that are known to exist go first: anybody may ask for any name. */
  read<T>(work: () => Promise<T>, isKnown: boolean): Promise<T>;
  /** A read for this room failed; returns how long to wait before the next, longer each time. */
  failed(room: string, error: unknown): number;
  succeeded(room: string): void;
  /** Nobody waits for this room any more. */
  forget(room: string): void;
}

interface RoomReadsOptions {
  readonly counters: RealtimeCounters;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

const MOST_AT_ONCE = 8;
const READ_DEADLINE_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 10_000;

export const createRoomReads = ({ counters, clock, chance, log }: RoomReadsOptions): RoomReads => {
  const known: (() => void)[] = [];
  const others: (() => void)[] = [];
  /** Rooms that wait for their next try, and how often they have tried. */
  const tries = new Map<string, number>();
  let running = 0;
  let outage = false;

  const turn = async (isKnown: boolean): Promise<void> => {
    if (running < MOST_AT_ONCE) running += 1;
    else await new Promise<void>((resolve) => void (isKnown ? known : others).push(resolve));
  };

  const passTurnOn = (): void => {
    const next = known.shift() ?? others.shift();
    if (next) next();
    else running -= 1;
  };

  return {
    read: async (work, isKnown) => {
      await turn(isKnown);
      const late = () => new Error(`Nothing was read within ${READ_DEADLINE_MS} ms.`);
      return withDeadline({ clock, ms: READ_DEADLINE_MS, work, late }).finally(passTurnOn);
    },
    failed: (room, err) => {
      counters.failedSnapshots += 1;
      if (!outage) log.warn({ room, err }, 'The snapshot of a room could not be read; trying again until it can.');
      outage = true;
      const tried = tries.get(room) ?? 0;
      tries.set(room, tried + 1);
      const mostMs = Math.min(FIRST_RETRY_MS * 2 ** tried, LAST_RETRY_MS);
      return mostMs * (0.5 + fraction(chance) / 2); // apart, so that rooms do not all ask in the same moment
    },
    succeeded: (room) => {
      tries.delete(room);
      if (!outage || tries.size > 0) return;
      outage = false;
      log.info({}, 'The snapshots of rooms can be read again.');
    },
    forget: (room) => void tries.delete(room),
  };
};

/** From 0 up to 1. */
const fraction = (chance: Chance): number => Buffer.from(chance.shortId(), 'base64url').readUInt32BE() / 2 ** 32;
