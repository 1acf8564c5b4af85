import type { StationPage } from '@livestreamer/contracts';
import type { Scene } from './scene.ts';
import { ARTWORK, cards, planned } from './stand-in-shows.ts';
import { liveWith, MEMBER, station } from './stand-in-stations.ts';

const page = (items: readonly unknown[], next: string | null = null) => ({ status: 200, json: { items, next } });

const FULL: Partial<StationPage> = {
  artwork: ARTWORK,
  archive: true,
  about:
    'Night Harbour plays slow music for people who are awake while others sleep.\n\nEvery Friday from the old ferry terminal, and whenever the fog is thick enough.',
  links: [
    { label: 'Our house on the web', url: 'https://harbour.example' },
    { label: 'Records we sell', url: 'https://shop.harbour.example' },
  ],
};
const FULL_REPLIES = { 'GET /schedule': page(planned(5)), 'GET /broadcasts': page(cards(5)) };
const full = (live: ReturnType<typeof liveWith> | null, over: Partial<StationPage> = {}): StationPage[] => [
  station(live, { ...FULL, ...over }),
];

/** A station with everything that it may show, and in colours of its own. */
export const STATION_SCENES: readonly Scene[] = [
  { name: 'station-full', path: '/', stations: full(null), replies: FULL_REPLIES, whole: true },
  {
    name: 'station-full-live',
    path: '/',
    stations: full(liveWith({ hearts: 312, nowPlaying: 'Pole – Stadt' })),
    replies: FULL_REPLIES,
    account: MEMBER,
    whole: true,
  },
  { name: 'station-full-ru', path: '/', stations: full(null), replies: FULL_REPLIES, whole: true, language: 'ru' },
  { name: 'station-yellow', path: '/', stations: [station(liveWith({ hearts: 3 }), { accent: '#ffe600' })] },
  { name: 'station-red', path: '/', stations: full(liveWith({ hearts: 3 }), { accent: '#c8102e' }) },
  {
    name: 'station-green-reconnecting',
    path: '/',
    stations: [station(liveWith({ state: 'reconnecting' }), { accent: '#00b140' })],
  },
];
