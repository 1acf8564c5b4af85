import type { Account, LiveBroadcast, StationPage } from '@livestreamer/contracts';

const HOUR_MS = 3_600_000;

/** A show as the server tells it. */
export const liveWith = (over: Partial<LiveBroadcast> = {}): LiveBroadcast => ({
  broadcastId: '0193a1b2-0000-7000-8000-000000000001',
  state: 'live',
  title: 'Low Tide, Slow Dub',
  nowPlaying: null,
  startedAt: new Date(Date.now() - 1.2 * HOUR_MS).toISOString(),
  listeners: 128,
  hearts: 0,
  ...over,
});

/** A station as its page has it; without a word about itself unless it is given. */
export const station = (live: LiveBroadcast | null, over: Partial<StationPage> = {}): StationPage => ({
  slug: 'night-harbour',
  name: 'Night Harbour',
  default: true,
  accent: null,
  artwork: null,
  live,
  about: '',
  links: [],
  heartsFrom: 'everyone',
  downloads: false,
  archive: false,
  editable: false,
  ...over,
});

export const MEMBER: Account = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['listener'],
  permissions: [],
};
