import type { ChatAuthor } from '@livestreamer/contracts';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { clockDuration } from '../../lib/duration.ts';
import { Button } from '../../ui/button/button.tsx';
import { PageSection } from '../../ui/page-section/page-section.tsx';
import styles from './chat-replay.module.scss';
import { type ReplayedMessage, useChatReplay } from './use-chat-replay.ts';

interface ChatReplayProps {
  readonly broadcastId: string;
  /** Where in the recording a moment of the show is, ms. */
  readonly placeOf: (showMs: number) => number;
  /** Null: there is nothing to play. */
  readonly playFrom: ((placeMs: number) => void) | null;
  /** Where the recording is being played; null: it is not. */
  readonly positionMs: number | null;
}

/** So far ahead of what is heard the next messages are asked for. */
const AHEAD_MS = 120_000;
/** Of what was said so far, this much stays in the page while the recording plays. */
const KEPT_WHILE_PLAYING = 200;

/** The chat of a show that is over. While its recording plays it comes as it came then; else all of it is there to read. */
export const ChatReplay = ({ broadcastId, placeOf, playFrom, positionMs }: ChatReplayProps) => {
  const { t } = useTranslation();
  const { data: messages = [], hasNextPage, isFetchingNextPage, isError, fetchNextPage } = useChatReplay(broadcastId);
  const last = messages.at(-1);
  const isBehind =
    positionMs !== null && hasNextPage && last !== undefined && placeOf(last.atMs) < positionMs + AHEAD_MS;

  useEffect(() => {
    if (isBehind && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [isBehind, isFetchingNextPage, isError, fetchNextPage]);

  if (messages.length === 0) return null;
  const isPlaying = positionMs !== null;
  const said = isPlaying
    ? messages.filter(({ atMs }) => placeOf(atMs) <= positionMs).slice(-KEPT_WHILE_PLAYING)
    : messages;
  return (
    <PageSection heading={t('broadcast.chat.heading')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={styles['box']} data-playing={isPlaying} tabIndex={0}>
        <ol className={styles['messages']}>
          {said.map((message) => (
            <li key={message.id} className={styles['message']}>
              <MessageTime message={message} placeOf={placeOf} playFrom={playFrom} />
              <p className={styles['words']}>
                <bdi className={styles['author']}>{authorName(t, message.author)}</bdi> <bdi>{message.text}</bdi>
              </p>
            </li>
          ))}
        </ol>
        {isPlaying && said.length === 0 && <p className={styles['quiet']}>{t('broadcast.chat.notYet')}</p>}
        {!isPlaying && hasNextPage && (
          <div>
            <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('stations.more')}
            </Button>
          </div>
        )}
      </div>
    </PageSection>
  );
};

interface MessageTimeProps extends Pick<ChatReplayProps, 'placeOf' | 'playFrom'> {
  readonly message: ReplayedMessage;
}

const MessageTime = ({ message: { atMs }, placeOf, playFrom }: MessageTimeProps) => {
  const { t } = useTranslation();
  const placeMs = placeOf(atMs);
  const time = clockDuration(Math.max(0, placeMs));
  if (!playFrom || placeMs < 0) return <span className={styles['time']}>{time}</span>;
  return (
    <button
      type="button"
      className={styles['time']}
      aria-label={t('broadcast.chat.playFrom', { time })}
      onClick={() => playFrom(placeMs)}
    >
      {time}
    </button>
  );
};

const authorName = (t: TFunction, author: ChatAuthor): string => {
  if (author.kind === 'member') return author.username;
  return author.kind === 'visitor' ? t('broadcast.chat.visitor', { number: author.number }) : t('broadcast.chat.gone');
};
