import { createEventStreamSocket, createRealtimeClient, createRestClient } from '@livestreamer/client';
import { systemClock } from '@livestreamer/clock';
import { REALTIME_EVENTS_PATH, REALTIME_PATH } from '@livestreamer/contracts';
import { createChatLogs } from '../features/chat/chat-logs.ts';
import { createOwnHearts } from '../features/live/hearts/own-hearts.ts';
import { createLiveLine } from '../features/live/live-line.ts';
import { createLiveStations } from '../features/live/live-station.ts';
import { createAudioPlayer } from '../features/player/audio-player.ts';
import { createTuning } from '../features/player/tuning.ts';
import { createTexts, preferredLanguage, readKeptLanguage } from '../lib/language.ts';
import { createServerTime, timedFetch } from '../lib/server-time.ts';
import { onAccountChange } from './account-change.ts';
import { askStationAnew, createQueries } from './create-queries.ts';

/** Everything with a life, made once a page load. React only subscribes to it. */
export const createWebClient = (window: Window & typeof globalThis) => {
  const { origin } = window.location;
  const storage = storageOf(window);
  const clock = systemClock;
  const serverTime = createServerTime(clock);
  const rest = createRestClient({ baseUrl: '', clock, fetch: timedFetch(serverTime, window.fetch.bind(window)) });
  const realtime = createRealtimeClient({
    url: `${origin.replace(/^http/, 'ws')}${REALTIME_PATH}`,
    openSocket: (url) => new WebSocket(url),
    openFallback: () => createEventStreamSocket({ url: REALTIME_EVENTS_PATH }),
    clock,
  });
  const element = window.document.body.appendChild(window.document.createElement('audio'));
  const player = createAudioPlayer({ element, clock, storage });
  const queries = createQueries();
  const stations = createLiveStations({ realtime, onMoved: askStationAnew(queries) });

  // What could not be asked while the server was away is asked when it is back.
  realtime.onState((state) => state === 'open' && void queries.invalidateQueries());
  const chats = createChatLogs({ rest, realtime, clock });
  onAccountChange(queries, () => {
    chats.changePerson();
    realtime.reconnect();
  });
  window.addEventListener('online', () => {
    realtime.retryNow();
    player.lineIsBack();
  });

  return {
    texts: createTexts(preferredLanguage(readKeptLanguage(storage), window.navigator.languages)),
    queries,
    web: { rest, clock, serverTime, origin, storage },
    live: { stations, line: createLiveLine({ realtime, clock }), hearts: createOwnHearts(clock) },
    chats,
    playing: { player, tuning: createTuning({ player, liveOf: stations.of }) },
  };
};

export type WebClient = ReturnType<typeof createWebClient>;

/** Null where the browser forbids it: reading the property is what throws. */
const storageOf = (window: Window): Storage | null => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};
