import { type ChatAuthor, type ChatMessage, LIMITS } from '@livestreamer/contracts';
import type { AuthorFacts, MessageRecord } from './chat-message-read-model.ts';
import { graphemesOf } from './chat-text.ts';

/** A message as everybody may see it: without its text when it is held or deleted. */
export const messageReply = (record: MessageRecord): ChatMessage => messageWithText(record, visibleText(record));

/** The same for its author and those who keep order, who also see what is held. */
export const messageReplyToInsider = (record: MessageRecord): ChatMessage =>
  messageWithText(record, record.state === 'deleted' ? '' : record.text);

/** Who wrote it, as pages show it. */
export const authorReply = ({ accountId, username, badge, visitorNumber }: AuthorFacts): ChatAuthor => {
  if (visitorNumber !== null) return { kind: 'visitor', number: visitorNumber };
  if (accountId === null || username === null) return { kind: 'gone' };
  return { kind: 'member', accountId, username, badge };
};

const visibleText = ({ state, text }: Pick<MessageRecord, 'state' | 'text'>): string => (state === 'shown' ? text : '');

const messageWithText = (record: MessageRecord, text: string): ChatMessage => ({
  id: record.id,
  seq: record.seq,
  state: record.state,
  broadcastId: record.broadcastId,
  author: authorReply(record),
  text,
  mentions: text === '' ? [] : [...record.mentions],
  sentAt: record.sentAt.toISOString(),
  editedAt: record.editedAt?.toISOString() ?? null,
  likes: record.likes,
  replyTo: record.replyTo && {
    id: record.replyTo.id,
    author: authorReply(record.replyTo),
    text: quoteOf(visibleText(record.replyTo)),
  },
});

const quoteOf = (text: string): string => {
  const { quoteLength } = LIMITS.chat;
  // No text has more graphemes than UTF-16 units.
  if (text.length <= quoteLength) return text;
  const graphemes = graphemesOf(text, quoteLength + 1);
  return graphemes.length > quoteLength ? `${graphemes.slice(0, quoteLength - 1).join('')}…` : text;
};
