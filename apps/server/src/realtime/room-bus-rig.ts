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
  let gaps = 0;
  bus.listen({
    onEvent: (published) => {
      if (published.room === room) events.push(published);
    },
    onGap: () => {
      gaps += 1;
    },
  });
  return { events, gaps: () => gaps, seqs: () => events.map(({ seq }) => seq) };
};
