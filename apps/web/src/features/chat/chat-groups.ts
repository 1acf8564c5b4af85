import type { ChatItem } from '@livestreamer/client';
import type { ChatAuthor, ChatMessage } from '@livestreamer/contracts';

/** A line as it stands among the others. */
export interface GroupedItem {
  readonly item: ChatItem;
  /** The first of a day: its day stands above. */
  readonly day: string | null;
  /** Follows shortly on one of the same author, whose name is not said again. */
  readonly goesOn: boolean;
}

const GOES_ON_MS = 5 * 60_000;

/** Whose line it is; an own one that is not stored yet goes on with the one before if that is own. */
const authorKey = (author: ChatAuthor): string => {
  if (author.kind === 'member') return author.accountId;
  return author.kind === 'visitor' ? `visitor ${author.number}` : 'gone';
};

/** Lines with what their neighbours make of them. `dayOf` names the day of a moment, in the time zone of the browser. */
export const groupItems = (items: readonly ChatItem[], dayOf: (isoTime: string) => string): GroupedItem[] => {
  let before: ChatMessage | null = null;
  let isAfterOwn = false;
  return items.map((item): GroupedItem => {
    const goesOnOwn = isAfterOwn;
    isAfterOwn = item.own;
    const { message } = item;
    if (!message) return { item, day: null, goesOn: goesOnOwn };
    const day = dayOf(message.sentAt);
    const isNewDay = before === null || dayOf(before.sentAt) !== day;
    const goesOn =
      before !== null &&
      !isNewDay &&
      before.state === 'shown' &&
      message.replyTo === null &&
      authorKey(before.author) === authorKey(message.author) &&
      Date.parse(message.sentAt) - Date.parse(before.sentAt) < GOES_ON_MS;
    before = message;
    return { item, day: isNewDay ? day : null, goesOn };
  });
};
