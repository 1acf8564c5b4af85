import type { ChatRoom } from '@livestreamer/contracts';
import { Maximize2, Megaphone, Minimize2, Pin } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button/button.tsx';
import { authorName } from './author-name.ts';
import { ChatComposer } from './chat-composer.tsx';
import { ChatList } from './chat-list.tsx';
import styles from './chat-panel.module.scss';
import { ChatPeople } from './chat-people.tsx';
import type { Drafting } from './drafting.ts';
import { useChat } from './use-chat.ts';

interface ChatPanelProps {
  readonly station: string;
  /** Where somebody signs in who wants to write. */
  readonly signIn: ReactNode;
  /** What those who keep order have above the messages. */
  readonly desk?: (room: ChatRoom) => ReactNode;
}

/** The room of a station: what is said in it, who is here, and the field to write in. Nothing where there is no chat. */
export const ChatPanel = ({ station, signIn, desk }: ChatPanelProps) => {
  const { t } = useTranslation();
  const id = useId();
  const { view, log } = useChat(station);
  const panel = useRef<HTMLElement>(null);
  const [isLarge, setLarge] = useState(false);
  const [drafting, setDrafting] = useState<Drafting | null>(null);
  const { room, presence, state, standing } = view;
  const draft = useCallback((next: Drafting | null) => setDrafting(next), []);
  useEffect(() => {
    if (isLarge) panel.current?.scrollIntoView({ block: 'end' });
  }, [isLarge]);
  if (room && !room.open && !standing?.moderates) return null;
  const { announcement, pinned } = room ?? { announcement: null, pinned: null };
  return (
    <section ref={panel} className={styles['panel']} data-large={isLarge} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id} className={styles['heading']}>
          {t('chat.heading')}
        </h2>
        <ChatPeople station={station} presence={presence} />
        <button
          type="button"
          className={styles['size']}
          aria-label={t(isLarge ? 'chat.smaller' : 'chat.larger')}
          onClick={() => setLarge(!isLarge)}
        >
          {isLarge ? <Minimize2 size={18} aria-hidden /> : <Maximize2 size={18} aria-hidden />}
        </button>
      </header>
      {room && standing?.moderates && desk?.(room)}
      {room && !room.open && <p className={styles['note']}>{t('chat.off')}</p>}
      {announcement !== null && (
        <p className={styles['note']}>
          <Megaphone size={18} aria-hidden />
          <bdi>{announcement}</bdi>
        </p>
      )}
      {pinned && (
        <p className={styles['note']}>
          <Pin size={18} aria-hidden />
          <span>
            <span className={styles['hidden']}>{t('chat.pinned')}</span> <strong>{authorName(t, pinned.author)}</strong>{' '}
            <bdi>{pinned.text}</bdi>
          </span>
        </p>
      )}
      {state === 'failed' ? (
        <div className={styles['empty']}>
          <p role="alert">{t('chat.failed')}</p>
          <Button look="quiet" onClick={() => log().reload()}>
            {t('retry')}
          </Button>
        </div>
      ) : (
        <ChatList station={station} onDraft={draft} />
      )}
      <ChatComposer station={station} drafting={drafting} onDone={() => setDrafting(null)} signIn={signIn} />
    </section>
  );
};
