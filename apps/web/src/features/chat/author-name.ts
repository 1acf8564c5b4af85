import type { ChatAuthor } from '@livestreamer/contracts';
import type { TFunction } from 'i18next';

/** What somebody is called who wrote a message. */
export const authorName = (t: TFunction, author: ChatAuthor): string => {
  if (author.kind === 'member') return author.username;
  return author.kind === 'visitor' ? t('chat.visitor', { number: author.number }) : t('chat.gone');
};
