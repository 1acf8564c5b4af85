import type { ChatMessage } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { createChatLogMessages } from './chat-log-messages.ts';

const message = (id: string, seq: number, changes: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  seq,
  state: 'shown',
  broadcastId: null,
  author: { kind: 'visitor', number: 1 },
  text: 'Hello',
  mentions: [],
  sentAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  likes: 0,
  replyTo: null,
  ...changes,
});
const author = { kind: 'visitor', number: 1 } as const;

test('a message that is deleted, changed or restored is quoted as it is then, also when it is not kept here', () => {
  const messages = createChatLogMessages();
  messages.apply(message('answer', 2, { replyTo: { id: 'first', author, text: 'A secret' } }), 2);
  messages.apply(message('other', 3, { replyTo: { id: 'another', author, text: 'Fine' } }), 3);
  const [before] = messages.sorted(0).slice(1);
  const quotes = () => messages.sorted(0).map(({ replyTo }) => replyTo?.text);

  messages.requote(message('first', 1, { state: 'deleted', text: '' }));
  expect(quotes()).toEqual(['', 'Fine']);
  messages.requote(message('first', 1, { text: 'No secret' }));
  expect(quotes()).toEqual(['No secret', 'Fine']);
  messages.requote(message('first', 1, { text: '🎧'.repeat(200) }));
  expect(quotes()).toEqual([`${'🎧'.repeat(99)}…`, 'Fine']);
  expect(messages.sorted(0)[1]).toBe(before);
});
