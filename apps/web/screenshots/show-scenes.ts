import type { Scene } from './scene.ts';
import { broadcast, cards, planned, showId, WAVEFORM } from './stand-in-shows.ts';
import { liveWith, MEMBER, station } from './stand-in-stations.ts';

const page = (items: readonly unknown[], next: string | null = null) => ({ status: 200, json: { items, next } });
const STATIONS = [station(null, { archive: true })];
const SEVERAL = [...STATIONS, station(null, { slug: 'kiosk', name: 'Radio Kiosk', default: false })];
const ID = showId(1);
const SHOW = `/night-harbour/${ID}`;

const show = (over: Parameters<typeof broadcast>[0] = {}) => ({
  [`GET /broadcasts/${ID}`]: { status: 200, json: broadcast(over) },
  [`GET /broadcasts/${ID}/waveform`]: { status: 200, json: WAVEFORM },
});

const soon = planned(1).map((one) => ({ ...one, id: ID }))[0];
const PLANNED = {
  ...show({
    state: 'scheduled',
    startedAt: null,
    endedAt: null,
    publishedAt: null,
    plannedStart: soon?.startsAt ?? null,
    plannedEnd: soon?.endsAt ?? null,
    recording: null,
    tracklist: [],
    hearts: 0,
    peak: 0,
    heartMinutes: [],
  }),
  [`GET /schedule/${ID}`]: { status: 200, json: soon },
};

/** Archive, bookmarks, schedule, and the page of a show in each of its states. */
export const SHOW_SCENES: readonly Scene[] = [
  {
    name: 'archive',
    path: '/archive',
    stations: STATIONS,
    replies: { 'GET /broadcasts': page(cards(7), 'more') },
    whole: true,
  },
  {
    name: 'archive-member',
    path: '/archive',
    stations: SEVERAL,
    account: MEMBER,
    replies: { 'GET /broadcasts': page(cards(7)), 'GET /account/bookmarks': page(cards(1)) },
  },
  { name: 'archive-empty', path: '/archive', stations: STATIONS, replies: { 'GET /broadcasts': page([]) } },
  { name: 'archive-failed', path: '/archive', stations: STATIONS, replies: { 'GET /broadcasts': 'bad_request' } },
  {
    name: 'archive-nothing-found',
    path: '/archive?q=foghorn&tag=dub',
    stations: STATIONS,
    replies: { 'GET /broadcasts': page([]) },
  },
  {
    name: 'archive-found-ru',
    path: '/night-harbour/archive?tag=dub',
    stations: SEVERAL,
    replies: { 'GET /broadcasts': page(cards(3)) },
    language: 'ru',
  },
  {
    name: 'bookmarks',
    path: '/bookmarks',
    stations: STATIONS,
    account: MEMBER,
    replies: { 'GET /account/bookmarks': page(cards(2)) },
  },
  {
    name: 'bookmarks-empty',
    path: '/bookmarks',
    stations: STATIONS,
    account: MEMBER,
    replies: { 'GET /account/bookmarks': page([]) },
  },
  { name: 'show', path: SHOW, stations: STATIONS, replies: show(), whole: true },
  {
    name: 'show-member-seeks',
    path: SHOW,
    stations: STATIONS,
    account: MEMBER,
    replies: show({ bookmarked: true }),
    act: async (page) => {
      const slider = page.getByRole('slider', { name: 'Position in the recording' });
      await slider.focus();
      for (let time = 0; time < 40; time += 1) await slider.press('PageUp');
    },
  },
  {
    name: 'show-hidden',
    path: SHOW,
    stations: STATIONS,
    account: MEMBER,
    replies: show({ state: 'ended', publishedAt: null, editable: true, artwork: null }),
  },
  {
    name: 'show-bare',
    path: SHOW,
    stations: STATIONS,
    replies: show({ description: '', links: [], tags: [], tracklist: [], recording: null, artwork: null, hearts: 0 }),
  },
  {
    name: 'show-ru',
    path: SHOW,
    stations: [station(null, { accent: '#00b140' })],
    replies: show(),
    language: 'ru',
    whole: true,
  },
  { name: 'show-planned', path: SHOW, stations: STATIONS, replies: PLANNED },
  { name: 'show-planned-member', path: SHOW, stations: STATIONS, account: MEMBER, replies: PLANNED },
  {
    name: 'show-cancelled',
    path: SHOW,
    stations: STATIONS,
    replies: show({
      state: 'cancelled',
      startedAt: null,
      endedAt: null,
      publishedAt: null,
      recording: null,
      tracklist: [],
    }),
  },
  {
    name: 'show-live',
    path: SHOW,
    stations: [station(liveWith({ hearts: 12 }))],
    replies: show({ state: 'live', endedAt: null, publishedAt: null, recording: null }),
    whole: true,
  },
  {
    name: 'schedule',
    path: '/schedule',
    stations: STATIONS,
    replies: { 'GET /schedule': page(planned(7)) },
    whole: true,
  },
  {
    name: 'schedule-member',
    path: '/schedule',
    stations: SEVERAL,
    account: MEMBER,
    replies: { 'GET /schedule': page(planned(5), 'more') },
    whole: true,
  },
  {
    name: 'schedule-month',
    path: `/schedule?month=${new Date().toISOString().slice(0, 7)}`,
    stations: STATIONS,
    replies: { 'GET /schedule': page(planned(14)) },
    whole: true,
  },
  { name: 'schedule-empty', path: '/schedule', stations: STATIONS, replies: { 'GET /schedule': page([]) } },
  {
    name: 'schedule-ru',
    path: `/schedule?month=${new Date().toISOString().slice(0, 7)}`,
    stations: SEVERAL,
    replies: { 'GET /schedule': page(planned(6)) },
    language: 'ru',
    whole: true,
  },
];
