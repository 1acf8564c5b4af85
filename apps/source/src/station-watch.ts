import type { Clock, Timer } from '@livestreamer/clock';
import {
  type AirWarningKind,
  getAirCheck,
  type LiveBroadcast,
  listStations,
  stationRoom,
} from '@livestreamer/contracts';
import type { ServerAccess } from './server-access.ts';
import { createBackoff } from './source-backoff.ts';
import type { Chance } from './source-chance.ts';

/** What the server tells everybody about the station while the show runs. */
export interface StationWatch {
  /** Open audio responses; null while the server has not said or cannot be heard. */
  listeners(): number | null;
  /** Whether the server hears the show; null while it has not said or cannot be heard. */
  hearsShow(): boolean | null;
  /** What the server finds wrong with the sound; as it last said. */
  soundWarnings(): readonly AirWarningKind[];
  close(): void;
}

interface WatchOptions {
  /** Closed together with the watch. */
  readonly access: ServerAccess;
  /** Null for the default station. */
  readonly station: string | null;
  readonly clock: Clock;
  readonly chance: Chance;
}

const SOUND_CHECK_MS = 2_000;

/** A convenience: whatever fails here is tried again and never troubles the show. */
export const watchStation = ({ access, station, clock, chance }: WatchOptions): StationWatch => {
  const realtime = access.openRealtime();
  let live: LiveBroadcast | null | undefined;
  let closed = false;
  let retry: Timer | null = null;
  let soundCheck: Timer | null = null;
  let soundWarnings: readonly AirWarningKind[] = [];
  const backoff = createBackoff({ firstMs: 1_000, limitMs: 30_000, chance });

  /** What cannot be asked changes nothing: an older server has no such route. */
  const checkSound = async (slug: string): Promise<void> => {
    const air = await access.rest.call(getAirCheck, { params: { station: slug } }).catch(() => null);
    if (closed) return;
    if (air) soundWarnings = air.warnings.map(({ kind }) => kind);
    soundCheck = clock.after(SOUND_CHECK_MS, () => void checkSound(slug));
  };

  const follow = (slug: string): void => {
    soundCheck = clock.after(SOUND_CHECK_MS, () => void checkSound(slug));
    realtime.follow(stationRoom(slug), {
      onSnapshot: (snapshot) => {
        live = snapshot.live;
      },
      onEvent: (event) => {
        if (event.type === 'live') live = event.live;
        else if (event.type === 'hearts' && live?.broadcastId === event.broadcastId)
          live = { ...live, hearts: Math.max(live.hearts, event.hearts) };
      },
    });
  };

  const findDefault = async (): Promise<void> => {
    const page = await access.rest.call(listStations, { query: { limit: 1 } }).catch(() => null);
    if (closed) return;
    const [first] = page?.items ?? [];
    if (first) follow(first.slug);
    else retry = clock.after(backoff.nextMs(), () => void findDefault());
  };

  if (station === null) void findDefault();
  else follow(station);

  const heard = (): LiveBroadcast | null | undefined => (realtime.state() === 'open' ? live : undefined);
  return {
    listeners: () => heard()?.listeners ?? null,
    hearsShow: () => {
      const now = heard();
      return now === undefined ? null : now?.state === 'live';
    },
    soundWarnings: () => soundWarnings,
    close: () => {
      closed = true;
      retry?.cancel();
      soundCheck?.cancel();
      realtime.close();
      access.close();
    },
  };
};
