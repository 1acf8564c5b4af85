import type { ChatAuthor, ChatMessage, ChatRoom, Presence } from '@livestreamer/contracts';
import { MEMBER } from './stand-in-stations.ts';

/** What is in the room of a scene. */
export interface StandInChat {
  /** The oldest first. */
  readonly messages: readonly ChatMessage[];
  readonly room?: Partial<ChatRoom>;
  readonly presence?: Presence;
}

const member = (username: string, badge: 'owner' | 'moderator' | null = null): ChatAuthor => ({
  kind: 'member',
  accountId: username === MEMBER.username ? MEMBER.id : username,
  username,
  badge,
});

/** One message; `minutesAgo` apart from the next they are not drawn together. */
export const said = (
  seq: number,
  author: ChatAuthor | string,
  text: string,
  over: Partial<ChatMessage> = {},
): ChatMessage => ({
  id: `m${seq}`,
  seq,
  state: 'shown',
  broadcastId: null,
  author: typeof author === 'string' ? member(author) : author,
  text,
  mentions: [],
  sentAt: new Date(Date.now() - (60 - seq) * 60_000).toISOString(),
  editedAt: null,
  likes: 0,
  replyTo: null,
  ...over,
});

const host = member('night_harbour', 'owner');
const mod = member('lighthouse', 'moderator');

/** An evening on which people talk. */
export const TALK: readonly ChatMessage[] = [
  said(1, 'rolf', 'Is this thing on?', { sentAt: new Date(Date.now() - 86_400_000).toISOString() }),
  said(2, host, 'Good evening, harbour. Two hours of slow dub tonight, and nothing else.', { likes: 12 }),
  said(3, 'anneke', 'Tuning in from a very foggy Bremerhaven 🌫️🚢'),
  said(4, 'anneke', 'You can hear the real fog horn behind the one in the track.'),
  said(5, { kind: 'visitor', number: 12 }, 'What was the last record?'),
  said(6, mod, '@anneke https://example.org/rhythm-and-sound/see-mi-yah (the seven inch)', {
    mentions: ['anneke'],
    likes: 3,
    replyTo: { id: 'm5', author: { kind: 'visitor', number: 12 }, text: 'What was the last record?' },
  }),
  said(7, 'rolf', 'Antidisestablishmentarianismsubdubterraneousreverberationechochamberwithoutanyspaceatall'),
  said(8, 'sea_horse', '', { state: 'deleted' }),
  said(9, 'marlene', 'My speakers thank you, my neighbours do not.', {
    likes: 1_204,
    editedAt: new Date().toISOString(),
  }),
  said(10, 'ёлка', 'Привет из Архангельска! Лёд ещё стоит.'),
  said(11, { kind: 'gone' }, 'I was here once.'),
  said(12, 'שירה', 'ערב טוב לכולם, איזה סט!'),
];

const LINES = [
  'That bass!',
  'Play it again',
  'Who else is at work right now?',
  'Rain on the roof and this. Perfect.',
  '🔊🔊🔊',
];

/** A room that nobody reads in one go. */
export const LONG_TALK: readonly ChatMessage[] = Array.from({ length: 50 }, (_, index) =>
  said(index + 1, ['rolf', 'anneke', 'sea_horse', 'ёлка'][index % 4] ?? 'rolf', LINES[index % LINES.length] ?? ''),
);
