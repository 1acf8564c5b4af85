import type { Broadcast, BroadcastCard, ScheduledShow } from '@livestreamer/contracts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/** Ids that pages take for broadcasts. */
export const showId = (index: number): string => `0193a1b2-0000-7000-8000-${String(index).padStart(12, '0')}`;

const at = (ms: number): string => new Date(Math.round(ms / HOUR_MS) * HOUR_MS).toISOString();

export const ARTWORK = { small: '/pictures/p1-small.webp', large: '/pictures/p1-large.webp' };

const TITLES = [
  'Low Tide, Slow Dub',
  'Evensong',
  'Fog Horn Hour',
  'The last ferry, with everybody who missed it and had to stay until the morning',
  'Kiosk Mixtape 41',
  'Schallplattenstunde',
  'Nachtschicht',
];

/** Shows that were, the newest first. */
export const cards = (count: number): BroadcastCard[] =>
  Array.from({ length: count }, (_, index) => ({
    id: showId(index + 100),
    station: 'night-harbour',
    stationName: 'Night Harbour',
    title: TITLES[index % TITLES.length] ?? '',
    state: 'published',
    plannedStart: null,
    startedAt: new Date(Date.UTC(2026, 10, 20 - index, 20)).toISOString(),
    durationMs: (52 + index * 17) * MINUTE_MS,
    playable: true,
    peak: 40 + index,
    hearts: index === 2 ? 0 : 1_300 - index * 97,
    tags: [['dub', 'ambient'], [], ['talk'], ['live', 'techno', 'modular']][index % 4] ?? [],
    artwork: index % 3 === 0 ? ARTWORK : null,
    deletedAt: null,
    bookmarked: false,
  }));

/** Shows to come; the first of them is on. */
export const planned = (count: number): ScheduledShow[] =>
  Array.from({ length: count }, (_, index) => ({
    id: showId(index + 200),
    station: 'night-harbour',
    stationName: 'Night Harbour',
    title: TITLES[(index + 2) % TITLES.length] ?? '',
    description: '',
    tags: [],
    artwork: index % 3 === 1 ? ARTWORK : null,
    state: 'scheduled',
    startsAt: at(Date.now() + Math.floor(index / 2) * DAY_MS + (2 + (index % 2) * 3) * HOUR_MS),
    endsAt: at(Date.now() + Math.floor(index / 2) * DAY_MS + (4 + (index % 2) * 3) * HOUR_MS),
    timeZone: 'Europe/Berlin',
    broadcaster: 'marlene',
    series:
      index % 2 === 0
        ? null
        : { id: 's1', repeats: { every: 'week', interval: 1, weekdays: ['friday'], until: null, count: null } },
    editable: false,
    reminder: index === 1,
  }));

const DURATION_MS = 92 * MINUTE_MS;

/** A show, published with all that it may have. */
export const broadcast = (over: Partial<Broadcast> = {}): Broadcast => ({
  id: showId(1),
  station: 'night-harbour',
  stationName: 'Night Harbour',
  title: 'Low Tide, Slow Dub',
  description:
    'An hour and a half of dub from both sides of the North Sea, recorded live at the old ferry terminal.\n\nWith thanks to everybody who came by boat.',
  state: 'published',
  plannedStart: null,
  plannedEnd: null,
  startedAt: '2026-11-20T20:00:00.000Z',
  endedAt: '2026-11-20T21:32:00.000Z',
  publishedAt: '2026-11-21T09:00:00.000Z',
  deletedAt: null,
  peak: 212,
  listenerSeconds: 700_000,
  hearts: 1_284,
  heartMinutes: Array.from({ length: 92 }, (_, minute) =>
    Math.round(8 + 6 * Math.sin(minute / 5) + (minute === 61 ? 30 : 0)),
  ),
  tracklist: [
    { atMs: 0, text: 'Pole – Stadt' },
    { atMs: 6.5 * MINUTE_MS, text: 'Rhythm & Sound – Mash Down Babylon' },
    {
      atMs: 14 * MINUTE_MS,
      text: 'Deadbeat – Lost Luggage (with a talk about lighthouses over it, and a little static)',
    },
    { atMs: 61 * MINUTE_MS, text: 'Basic Channel – Q 1.1' },
  ],
  links: [
    { label: 'Ferry terminal', url: 'https://terminal.example' },
    { label: 'Photos of the night', url: 'https://photos.example/low-tide' },
  ],
  tags: ['dub', 'ambient', 'live'],
  artwork: ARTWORK,
  recording: {
    state: 'ready',
    format: 'mp3',
    durationMs: DURATION_MS,
    bytes: 88_000_000,
    loudnessLufs: -14.2,
    url: `/recordings/${showId(1)}.mp3`,
    download: true,
    trim: null,
    wholeMs: DURATION_MS,
    gaps: [],
  },
  revision: 1,
  editable: false,
  bookmarked: false,
  ...over,
});

/** What its sound looks like. */
export const WAVEFORM = {
  stepMs: 5_000,
  peaks: Array.from({ length: DURATION_MS / 5_000 }, (_, step) =>
    Math.round(
      255 *
        Math.min(
          1,
          0.25 +
            0.35 * Math.abs(Math.sin(step / 37)) +
            0.4 * Math.abs(Math.sin(step * 1.7)) * Math.abs(Math.sin(step / 90)),
        ),
    ),
  ),
};
