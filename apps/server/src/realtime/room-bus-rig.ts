import { randomUUID } from 'node:crypto';
import { type RoomEvent, stationRoom } from '@livestreamer/contracts';
import type { PublishedEvent, RoomBus } from './room-bus.ts';

/** An event that can be told from others. */
export const numbered = (listeners: number): RoomEvent => ({
  type: 'live',
  live: {
    broadcastId: 'b',
    state: 'live',
    title: 't',
    nowPlaying: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    listeners,
    hearts: 0,
  },
});

/** A room that no other test speaks in. */
export const someRoom = (): string => stationRoom(`r-${randomUUID().slice(0, 8)}`);

/** Listens to a bus and keeps what it hears of one room. */
export const hear = (bus: RoomBus, room: string) => {
  const events: PublishedEvent[] = [];
  /** Of rooms; null: of any. */
  const gaps: (string | null)[] = [];
  bus.listen({
    onEvent: (published) => {
      if (published.room === room) events.push(published);
    },
    onGap: (gapRoom) => void gaps.push(gapRoom ?? null),
  });
  return {
    events,
    /** Of all rooms. */
    gaps: () => gaps.filter((gap) => gap === null).length,
    gapsIn: () => gaps.filter((gap) => gap !== null),
    seqs: () => events.map(({ seq }) => seq),
  };
};
