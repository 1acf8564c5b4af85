import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VList, type VListHandle } from 'virtua';
import { dayText } from '../../lib/moment-text.ts';
import { Button } from '../../ui/button/button.tsx';
import { groupItems } from './chat-groups.ts';
import { ChatLine } from './chat-line.tsx';
import styles from './chat-list.module.scss';
import type { Drafting } from './drafting.ts';
import { useChat } from './use-chat.ts';

interface ChatListProps {
  readonly station: string;
  readonly onDraft: (drafting: Drafting) => void;
}

/** Nearer to the end than this, one reads along. */
const AT_END_PX = 60;
/** Nearer to the beginning than this, what is older is loaded. */
const NEAR_TOP_PX = 200;

/** Where the arrow keys lead from one line. */
const STEPS: Readonly<Record<string, (from: number, last: number) => number>> = {
  ArrowUp: (from) => Math.max(0, from - 1),
  ArrowDown: (from, last) => Math.min(last, from + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** The messages, as few of them in the page as are seen. It keeps its place when one has scrolled up, and follows the end otherwise. */
export const ChatList = ({ station, onDraft }: ChatListProps) => {
  const { t, i18n } = useTranslation();
  const { view, log } = useChat(station);
  const { items, older, state } = view;
  const list = useRef<VListHandle>(null);
  const place = useRef<HTMLDivElement>(null);
  const lastOffset = useRef(0);
  const [isAtEnd, setAtEnd] = useState(true);
  const [seenKey, setSeenKey] = useState<string | undefined>(undefined);
  const firstKey = items[0]?.key;
  const [shownFirst, setShownFirst] = useState(firstKey);
  // Lines that come or go in front must not push away what one reads.
  const isShifted = shownFirst !== undefined && firstKey !== shownFirst;
  const lastKey = items.at(-1)?.key;

  useLayoutEffect(() => setShownFirst(firstKey), [firstKey]);

  useLayoutEffect(() => {
    if (!isAtEnd || items.length === 0) return;
    list.current?.scrollToIndex(items.length, { align: 'end' }); // the line above the first one counts
    setSeenKey(lastKey);
  }, [isAtEnd, items.length, lastKey]);

  useEffect(() => log().follow(isAtEnd), [log, isAtEnd]);

  // The place becomes smaller where the field below grows: that must not hide the newest.
  const hasPlace = state !== 'loading' && items.length > 0;
  useEffect(() => {
    const { current } = place;
    if (!hasPlace || !isAtEnd || !current) return;
    const observer = new ResizeObserver(() => list.current?.scrollTo(list.current.scrollSize));
    observer.observe(current);
    return () => observer.disconnect();
  }, [hasPlace, isAtEnd]);

  // A line that was out of sight is in the page only when it is drawn.
  const [walkedTo, setWalkedTo] = useState<string | null>(null);
  useLayoutEffect(() => {
    if (walkedTo === null) return;
    place.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(walkedTo)}"]`)?.focus({ preventScroll: true });
    setWalkedTo(null);
  }, [walkedTo]);

  // Whoever writes wants to see it.
  const isWriting = items.at(-1)?.pending?.state === 'sending';
  useEffect(() => {
    if (isWriting) setAtEnd(true);
  }, [isWriting]);

  const [reachedKey, setReachedKey] = useState<string | undefined>(undefined);
  const reached = items.findIndex(({ key }) => key === reachedKey);
  const reachedIndex = reached === -1 ? items.length - 1 : reached;

  const look = (offset: number): void => {
    const handle = list.current;
    if (!handle) return;
    if (handle.scrollSize - handle.viewportSize - offset < AT_END_PX) setAtEnd(true);
    else if (offset < lastOffset.current) setAtEnd(false); // it went up; that the list became longer is no wish to stay
    lastOffset.current = offset;
    if (offset < NEAR_TOP_PX && older === 'more') void log().loadOlder();
  };

  const walk = (event: KeyboardEvent): void => {
    const isLine = event.target instanceof HTMLElement && event.target.dataset['line'] !== undefined;
    const to = isLine ? STEPS[event.key]?.(reachedIndex, items.length - 1) : undefined;
    const next = to === undefined ? undefined : items[to];
    if (to === undefined || !next) return;
    event.preventDefault();
    list.current?.scrollToIndex(to + 1, { align: 'nearest' });
    setReachedKey(next.key);
    setWalkedTo(next.key);
  };

  if (state === 'loading') return <p className={styles['empty']}>{t('loading')}</p>;
  if (items.length === 0)
    return <p className={styles['empty']}>{t(view.room?.clearedSeq ? 'chat.cleared' : 'chat.empty')}</p>;
  const unseen = isAtEnd ? 0 : items.length - 1 - items.findIndex(({ key }) => key === seenKey);
  return (
    <div ref={place} className={styles['place']}>
      <VList
        ref={list}
        className={styles['list']}
        role="log"
        aria-label={t('chat.messages')}
        aria-live={isAtEnd ? 'polite' : 'off'} // what is drawn while one scrolls is not news
        aria-relevant="additions"
        onKeyDown={walk}
        onFocus={({ target }) => setReachedKey(target.closest<HTMLElement>('[data-line]')?.dataset['line'])}
        keepMounted={[reachedIndex + 1]} // Tab finds its way back
        shift={isShifted}
        bufferSize={400}
        ssrCount={0}
        onScroll={look}
      >
        {older === 'failed' ? (
          <div className={styles['top']}>
            <Button small look="quiet" onClick={() => void log().loadOlder()}>
              {t('chat.olderFailed')}
            </Button>
          </div>
        ) : (
          <div className={styles['top']}>{older === 'none' ? t('chat.beginning') : t('loading')}</div>
        )}
        {groupItems(items, (time) => dayText(i18n.language, time)).map(({ item, day, goesOn }, index) => (
          <div key={item.key}>
            {day !== null && <p className={styles['day']}>{day}</p>}
            <ChatLine
              station={station}
              item={item}
              goesOn={goesOn}
              reached={index === reachedIndex}
              onDraft={onDraft}
            />
          </div>
        ))}
      </VList>
      {!isAtEnd && (
        <button type="button" className={styles['down']} onClick={() => setAtEnd(true)}>
          <ArrowDown size={18} aria-hidden />
          {unseen > 0 ? t('chat.newMessages', { count: unseen }) : t('chat.toEnd')}
        </button>
      )}
    </div>
  );
};
