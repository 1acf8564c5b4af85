import type { Broadcast, BroadcastCard, ScheduledShow } from '@livestreamer/contracts';

/** An id that the pages take for a broadcast's. */
export const SHOW_ID = '0193a1b2-0000-7000-8000-000000000001';

/** A published show of an hour, with its recording. */
export const broadcastWith = (over: Partial<Broadcast> = {}): Broadcast => ({
  id: SHOW_ID,
  station: 'club',
  stationName: 'Club FM',
  title: 'Low Tide',
  description: 'Dub from both sides of the sea.',
  state: 'published',
  plannedStart: null,
  plannedEnd: null,
  startedAt: '2026-11-20T20:00:00.000Z',
  endedAt: '2026-11-20T21:00:00.000Z',
  publishedAt: '2026-11-21T09:00:00.000Z',
  deletedAt: null,
  peak: 212,
  listenerSeconds: 700_000,
  hearts: 12,
  heartMinutes: [1, 0, 9, 2],
  tracklist: [
    { atMs: 0, text: 'Pole – Stadt' },
    { atMs: 600_000, text: 'Deadbeat – Lost Luggage' },
  ],
  links: [{ label: 'Photos', url: 'https://photos.example/' }],
  tags: ['dub'],
  artwork: null,
  recording: {
    state: 'ready',
    format: 'mp3',
    durationMs: 3_600_000,
    bytes: 57_600_000,
    loudnessLufs: -14,
    url: `/recordings/${SHOW_ID}.mp3`,
    download: false,
    trim: null,
    wholeMs: 3_600_000,
    gaps: [],
  },
  revision: 1,
  editable: false,
  bookmarked: false,
  ...over,
});

/** A planned show that has not begun. */
export const plannedBroadcast = (plannedStart: string, plannedEnd: string): Broadcast =>
  broadcastWith({
    state: 'scheduled',
    plannedStart,
    plannedEnd,
    startedAt: null,
    endedAt: null,
    publishedAt: null,
    recording: null,
    tracklist: [],
    hearts: 0,
    heartMinutes: [],
    peak: 0,
  });

export const cardWith = (over: Partial<BroadcastCard> = {}): BroadcastCard => ({
  id: SHOW_ID,
  station: 'club',
  stationName: 'Club FM',
  title: 'Low Tide',
  state: 'published',
  plannedStart: null,
  startedAt: '2026-11-20T20:00:00.000Z',
  durationMs: 5_400_000,
  playable: true,
  peak: 212,
  hearts: 12,
  tags: ['dub'],
  artwork: null,
  deletedAt: null,
  bookmarked: false,
  ...over,
});

export const scheduledWith = (over: Partial<ScheduledShow> = {}): ScheduledShow => ({
  id: SHOW_ID,
  station: 'club',
  stationName: 'Club FM',
  title: 'Low Tide',
  description: '',
  tags: [],
  artwork: null,
  state: 'scheduled',
  startsAt: '2026-11-27T20:00:00.000Z',
  endsAt: '2026-11-27T22:00:00.000Z',
  timeZone: 'Europe/Berlin',
  broadcaster: 'marlene',
  series: null,
  editable: false,
  reminder: false,
  ...over,
});

export const MEMBER = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['listener'],
  permissions: [],
} as const;
