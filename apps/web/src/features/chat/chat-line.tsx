import { ApiError, type ChatItem } from '@livestreamer/client';
import type { ChatMessage } from '@livestreamer/contracts';
import { Heart } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { timeText } from '../../lib/moment-text.ts';
import { Button } from '../../ui/button/button.tsx';
import { authorName } from './author-name.ts';
import styles from './chat-line.module.scss';
import { ChatLineMenu } from './chat-line-menu.tsx';
import { chatProblem } from './chat-problem.ts';
import { chatTextParts } from './chat-text-parts.ts';
import type { Drafting } from './drafting.ts';
import { useChat } from './use-chat.ts';

interface ChatLineProps {
  readonly station: string;
  readonly item: ChatItem;
  readonly goesOn: boolean;
  /** The one of all lines that Tab reaches, and with it what can be done to it; arrows go from it to the others. */
  readonly reached: boolean;
  readonly onDraft: (drafting: Drafting) => void;
}

/** One message. Lines that do not change are not drawn again. */
export const ChatLine = memo(({ item, ...rest }: ChatLineProps) =>
  item.message ? (
    <StoredLine {...rest} item={item} message={item.message} />
  ) : (
    <PendingLine station={rest.station} item={item} goesOn={rest.goesOn} reached={rest.reached} />
  ),
);

interface StoredLineProps extends ChatLineProps {
  readonly message: ChatMessage;
}

const StoredLine = ({ station, item, goesOn, reached, message, onDraft }: StoredLineProps) => {
  const { t, i18n } = useTranslation();
  const { author, state, sentAt, editedAt, replyTo } = message;
  const name = authorName(t, author);
  const badge = author.kind === 'member' ? author.badge : null;
  const isQuiet = state === 'deleted';
  return (
    <article
      className={styles['line']}
      tabIndex={reached ? 0 : -1}
      data-line={item.key}
      data-goes-on={goesOn}
      data-own={item.own}
      data-state={state}
    >
      {replyTo && (
        <p className={styles['quote']}>
          <strong>{authorName(t, replyTo.author)}</strong> <bdi>{replyTo.text || t('chat.deletedText')}</bdi>
        </p>
      )}
      <p className={goesOn ? styles['hidden'] : styles['head']}>
        <bdi className={styles['author']}>{name}</bdi>
        {badge && <span className={styles['badge']}>{t(`chat.badge.${badge}`)}</span>}
        <time dateTime={sentAt} className={styles['time']}>
          {timeText(i18n.language, sentAt)}
        </time>
      </p>
      {isQuiet ? (
        <p className={styles['gone']}>{t('chat.deletedText')}</p>
      ) : (
        <p className={styles['text']} dir="auto">
          <ChatWords message={message} reached={reached} />
          {editedAt !== null && <span className={styles['edited']}> {t('chat.edited')}</span>}
        </p>
      )}
      {state === 'held' && <p className={styles['gone']}>{t('chat.held')}</p>}
      {state === 'shown' && <LikeButton station={station} item={item} message={message} reached={reached} />}
      <ChatLineMenu station={station} item={item} message={message} reached={reached} onDraft={onDraft} />
    </article>
  );
};

interface ChatWordsProps {
  readonly message: ChatMessage;
  readonly reached: boolean;
}

const ChatWords = ({ message: { text, mentions }, reached }: ChatWordsProps) =>
  chatTextParts(text, mentions).map((part, index) => {
    const key = `${index} ${part.text}`;
    if (part.kind === 'link')
      return (
        <a
          key={key}
          href={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          tabIndex={reached ? 0 : -1}
        >
          {part.text}
        </a>
      );
    return part.kind === 'mention' ? <strong key={key}>{part.text}</strong> : part.text;
  });

interface LikeButtonProps {
  readonly station: string;
  readonly item: ChatItem;
  readonly reached: boolean;
  readonly message: ChatMessage;
}

/** Visitors see how many like a message; members like it too. */
const LikeButton = ({ station, item: { liked, own }, reached, message: { id, likes, author } }: LikeButtonProps) => {
  const { t, i18n } = useTranslation();
  const { view, log } = useChat(station);
  const [problem, setProblem] = useState<string | null>(null);
  const isMember = view.standing?.self.kind === 'member';
  const count = likes > 0 ? likes.toLocaleString(i18n.language) : '';
  if (!isMember || own)
    return likes > 0 ? (
      <p className={styles['likes']}>
        <Heart size={14} aria-hidden />
        <span aria-hidden>{count}</span>
        <span className={styles['hidden']}>{t('chat.likes', { count: likes })}</span>
      </p>
    ) : null;
  const press = async (): Promise<void> => {
    setProblem(null);
    await log()
      .like(id, !liked)
      .catch((error: unknown) => setProblem(errorText(t, error)));
  };
  return (
    <>
      <button
        type="button"
        className={styles['like']}
        tabIndex={reached ? 0 : -1}
        data-none={likes === 0}
        aria-pressed={liked}
        aria-label={t('chat.like', { name: authorName(t, author), count: likes })}
        onClick={() => void press()}
      >
        <Heart size={14} aria-hidden />
        <span aria-hidden>{count}</span>
      </button>
      {problem !== null && (
        <span role="alert" className={styles['problem']}>
          {problem}
        </span>
      )}
    </>
  );
};

/** An own message that is not stored yet. */
const PendingLine = ({ station, item, goesOn, reached }: Omit<ChatLineProps, 'onDraft'>) => {
  const { t } = useTranslation();
  const { view, log } = useChat(station);
  const { key, pending } = item;
  if (!pending) return null;
  const self = view.standing?.self;
  const { text, state, problem } = pending;
  return (
    <article className={styles['line']} tabIndex={reached ? 0 : -1} data-line={key} data-own data-state={state}>
      {self?.kind === 'member' && (
        <p className={goesOn ? styles['hidden'] : styles['head']}>
          <bdi className={styles['author']}>{self.username}</bdi>
        </p>
      )}
      <p className={styles['text']} dir="auto">
        {text}
      </p>
      {state === 'sending' && <p className={styles['gone']}>{t('chat.sending')}</p>}
      {state === 'failed' && (
        <div className={styles['failed']}>
          <p role="alert" className={styles['problem']}>
            {problem instanceof ApiError ? chatProblem(t, problem) : t('chat.sendFailed')}
          </p>
          {!view.standing?.restriction && (
            <Button small look="quiet" onClick={() => log().retry(key)}>
              {t('chat.sendAgain')}
            </Button>
          )}
          <Button small look="quiet" onClick={() => log().discard(key)}>
            {t('chat.discard')}
          </Button>
        </div>
      )}
    </article>
  );
};
