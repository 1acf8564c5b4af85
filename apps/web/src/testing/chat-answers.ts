import { MEMBER } from './stand-in-show.ts';
import { stationWith } from './web-rig.tsx';

/** A message of a room, as the server tells it. */
export const saidBy = (username: string, over: Record<string, unknown> = {}) => ({
  id: `m${String(over['seq'] ?? 1)}`,
  seq: 1,
  state: 'shown',
  broadcastId: null,
  author: { kind: 'member', accountId: username, username, badge: null },
  text: 'What a tune',
  mentions: [],
  sentAt: new Date().toISOString(),
  editedAt: null,
  likes: 0,
  replyTo: null,
  ...over,
});

const STATION = stationWith(null);

/** What a server answers in whose room zoe is; `items` are the newest first. */
export const roomAnswers = (
  items: readonly unknown[],
  over: Record<string, unknown> = {},
): Record<string, unknown> => ({
  'GET /account': MEMBER,
  'GET /stations/club': STATION,
  'GET /stations': { items: [STATION], next: null },
  'GET /stations/club/messages': { items, next: null, previous: null, seq: items.length },
  'GET /stations/club/messages/standing': {
    self: { kind: 'member', accountId: 'zoe', username: 'zoe' },
    moderates: false,
    restriction: null,
    liked: [],
    held: [],
  },
  ...over,
});
