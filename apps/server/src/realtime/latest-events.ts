import type { Clock, Timer } from '@livestreamer/clock';
import { LIMITS, type RoomEvent } from '@livestreamer/contracts';

/** Figures that change often: of each room and event type at most one event in `LIMITS.realtime.coalesceMs` goes out. */
export interface LatestEvents {
  /** Goes out at once, or as soon as it may unless a newer one took its place. */
  offer(room: string, event: RoomEvent, of?: string): void;
  /** What waits of this type is outdated: a newer event went out past this gate. */
  outdate(room: string, type: RoomEvent['type'], of?: string): void;
  /** Forgets what waits, and lets nothing out any more. */
  stop(): void;
}

interface LatestEventsOptions {
  readonly clock: Clock;
  readonly publish: (room: string, event: RoomEvent) => void;
  /** An event was replaced by a newer one before it went out. */
  readonly onReplaced: () => void;
}

export const createLatestEvents = ({ clock, publish, onReplaced }: LatestEventsOptions): LatestEvents => {
  /** Rooms and types that spoke within the last `coalesceMs`; `next` waits for the end of that time. */
  const resting = new Map<string, { next: RoomEvent | null; timer: Timer }>();
  let stopped = false;
  const keyOf = (room: string, type: RoomEvent['type'], of = ''): string => `${type} ${room} ${of}`;

  const goOut = (room: string, event: RoomEvent, of?: string): void => {
    const key = keyOf(room, event.type, of);
    const timer = clock.after(LIMITS.realtime.coalesceMs, () => {
      const next = resting.get(key)?.next ?? null;
      resting.delete(key);
      if (next) goOut(room, next, of);
    });
    resting.set(key, { next: null, timer });
    publish(room, event);
  };

  return {
    offer: (room, event, of) => {
      if (stopped) return;
      const rest = resting.get(keyOf(room, event.type, of));
      if (!rest) {
        goOut(room, event, of);
        return;
      }
      if (rest.next) onReplaced();
      rest.next = event;
    },
    outdate: (room, type, of) => {
      const rest = resting.get(keyOf(room, type, of));
      if (!rest?.next) return;
      rest.next = null;
      onReplaced();
    },
    stop: () => {
      stopped = true;
      for (const { timer } of resting.values()) timer.cancel();
      resting.clear();
    },
  };
};
