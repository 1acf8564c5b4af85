import type { Account } from '@livestreamer/contracts';
import type { Scene } from './scene.ts';
import { ARTWORK, broadcast, cards, planned, showId, WAVEFORM } from './stand-in-shows.ts';
import { liveWith, MEMBER, station } from './stand-in-stations.ts';

const BROADCASTER: Account = {
  ...MEMBER,
  roles: ['broadcaster'],
  permissions: ['station.broadcast', 'broadcast.edit'],
};
const ID = showId(1);
const STATIONS = '/stations/night-harbour';

const OFF_AIR = [station(null, { editable: true, about: 'Radio from the old ferry terminal.', artwork: ARTWORK })];
const ON_AIR = [
  station(liveWith({ hearts: 1_204, nowPlaying: 'Rhythm & Sound – Mash Down Babylon' }), { editable: true }),
];

const SHOWS = cards(7).map((card, index) => ({
  ...card,
  state: (['ended', 'published', 'published', 'cancelled', 'published', 'published', 'missed'] as const)[index],
}));

const STUDIO = {
  stations: OFF_AIR,
  account: BROADCASTER,
  replies: {
    [`GET ${STATIONS}/broadcasts`]: { status: 200, json: { items: SHOWS, next: 'more' } },
    [`GET ${STATIONS}/settings`]: {
      status: 200,
      json: {
        heartsFrom: 'everyone',
        timeZone: 'Europe/Berlin',
        recordShows: true,
        keepRecordingsDays: 90,
        recordingsQuotaBytes: 50_000_000_000,
        offerDownloads: false,
      },
    },
    [`GET ${STATIONS}/air-check`]: {
      status: 200,
      json: {
        onAir: true,
        level: { momentaryLufs: -15.3, leftDb: -6, rightDb: null },
        warnings: [{ kind: 'one-sided', since: new Date(Date.now() - 40_000).toISOString() }],
        bitrateKbps: 128,
        audioSeconds: 4_320,
      },
    },
    [`GET /broadcasts/${ID}`]: {
      status: 200,
      json: broadcast({ state: 'ended', publishedAt: null, editable: true }),
    },
    [`GET /broadcasts/${ID}/waveform`]: { status: 200, json: WAVEFORM },
  },
} as const;

const series = planned(2)[1];

/** The pages of those who broadcast. */
export const STUDIO_SCENES: readonly Scene[] = [
  { name: 'studio', path: '/studio', ...STUDIO },
  { name: 'studio-live', path: '/studio', ...STUDIO, stations: ON_AIR },
  { name: 'studio-ru', path: '/studio', ...STUDIO, stations: ON_AIR, language: 'ru' },
  {
    name: 'studio-empty',
    path: '/studio',
    ...STUDIO,
    replies: { [`GET ${STATIONS}/broadcasts`]: { status: 200, json: { items: [], next: null } } },
  },
  { name: 'studio-make', path: '/studio', ...STUDIO, stations: [] },
  { name: 'studio-show', path: `/studio/shows/${ID}`, ...STUDIO, whole: true },
  {
    name: 'studio-show-meanwhile',
    path: `/studio/shows/${ID}`,
    ...STUDIO,
    replies: { ...STUDIO.replies, [`PATCH /broadcasts/${ID}`]: 'edited_meanwhile' },
    act: async (page) => {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('button', { name: 'Look at the newer one' }).click();
      await page.getByRole('button', { name: 'Take the newer one' }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'studio-plan', path: '/studio/plan', ...STUDIO, whole: true },
  {
    name: 'studio-plan-edit',
    path: `/studio/shows/${ID}`,
    ...STUDIO,
    replies: {
      ...STUDIO.replies,
      [`GET /broadcasts/${ID}`]: {
        status: 200,
        json: broadcast({
          state: 'scheduled',
          startedAt: null,
          endedAt: null,
          publishedAt: null,
          recording: null,
          editable: true,
        }),
      },
      [`GET /schedule/${ID}`]: { status: 200, json: { ...series, id: ID, editable: true } },
    },
    act: async (page) => {
      await page.getByLabel('Which shows change').first().selectOption('following');
    },
    whole: true,
  },
  { name: 'studio-settings', path: '/studio/settings', ...STUDIO, whole: true },
  { name: 'studio-settings-ru', path: '/studio/settings', ...STUDIO, whole: true, language: 'ru' },
];
