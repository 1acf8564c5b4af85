import type { RealtimeClient } from '@livestreamer/client';
import { type LiveBroadcast, type RoomEvent, stationRoom } from '@livestreamer/contracts';
import { createCell, type Store } from '../../lib/store.ts';

/** What is on air on one station; undefined until anybody said so, null while off air. The hearts of a broadcast never go down. */
export interface LiveStation extends Store<LiveBroadcast | null | undefined> {
  /** What REST said. Holds while the room does not speak: a late answer never undoes news, but without realtime it is the news. */
  seed(live: LiveBroadcast | null): void;
}

/** The live state of stations by slug, one object each. A room is followed only while somebody listens to its store. */
export interface LiveStations {
  of(slug: string): LiveStation;
}

interface LiveStationsOptions {
  readonly realtime: Pick<RealtimeClient, 'follow' | 'state'>;
  /** The station of this slug has another one now. */
  readonly onMoved: (slug: string) => void;
}

export const createLiveStations = ({ realtime, onMoved }: LiveStationsOptions): LiveStations => {
  const stations = new Map<string, LiveStation>();
  return {
    of: (slug) => {
      const station =
        stations.get(slug) ?? createLiveStation({ realtime, room: stationRoom(slug), onMoved: () => onMoved(slug) });
      stations.set(slug, station);
      return station;
    },
  };
};

interface LiveStationOptions {
  readonly realtime: LiveStationsOptions['realtime'];
  readonly room: string;
  readonly onMoved: () => void;
}

const createLiveStation = ({ realtime, room, onMoved }: LiveStationOptions): LiveStation => {
  const cell = createCell<LiveBroadcast | null | undefined>(undefined);
  let followers = 0;
  let unfollow: (() => void) | null = null;
  let roomSpoke = false;

  const take = (live: LiveBroadcast | null): void => {
    const before = cell.snapshot();
    const known = before?.broadcastId === live?.broadcastId ? (before?.hearts ?? 0) : 0;
    cell.set(live && live.hearts < known ? { ...live, hearts: known } : live);
  };
  const hear = ({ live }: { live: LiveBroadcast | null }): void => {
    roomSpoke = true;
    take(live);
  };
  const onEvent = (event: RoomEvent): void => {
    const live = cell.snapshot();
    if (event.type === 'live') hear(event);
    else if (event.type === 'moved') onMoved();
    else if (event.type === 'hearts' && live?.broadcastId === event.broadcastId && live.hearts < event.hearts)
      cell.set({ ...live, hearts: event.hearts });
  };

  return {
    snapshot: cell.snapshot,
    subscribe: (listener) => {
      const unsubscribe = cell.subscribe(listener);
      followers += 1;
      unfollow ??= realtime.follow(room, { onSnapshot: hear, onEvent });
      return () => {
        unsubscribe();
        followers -= 1;
        if (followers > 0) return;
        unfollow?.();
        unfollow = null;
        roomSpoke = false;
      };
    },
    seed: (live) => {
      if (!roomSpoke || realtime.state() !== 'open') take(live);
    },
  };
};
