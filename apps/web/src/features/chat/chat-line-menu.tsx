import type { ChatItem } from '@livestreamer/client';
import { type ChatMessage, LIMITS } from '@livestreamer/contracts';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { authorName } from './author-name.ts';
import styles from './chat-line.module.scss';
import { ChatOrderItems } from './chat-order-items.tsx';
import type { Drafting } from './drafting.ts';
import { ReportDialog } from './report-dialog.tsx';
import { RestrictDialog } from './restrict-dialog.tsx';
import { useChat } from './use-chat.ts';

interface ChatLineMenuProps {
  readonly station: string;
  readonly item: ChatItem;
  readonly message: ChatMessage;
  readonly reached: boolean;
  readonly onDraft: (drafting: Drafting) => void;
}

/** What can be done to a message. Nothing for visitors where they do not write. */
export const ChatLineMenu = ({ station, item, message, reached, onDraft }: ChatLineMenuProps) => {
  const { t } = useTranslation();
  const { serverTime } = useWeb();
  const { view, log } = useChat(station);
  const [problem, setProblem] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'report' | 'mute' | 'ban' | null>(null);
  const { standing, room } = view;
  if (!standing || !room) return null;
  const { self, moderates } = standing;
  const isMember = self.kind === 'member';
  const isShown = message.state === 'shown';
  const maySay = (isMember || room.writers === 'everyone') && (room.writers !== 'team' || moderates);
  const isYoung = serverTime.now() - Date.parse(message.sentAt) < LIMITS.chat.editMs;
  if (!maySay && !isMember && !moderates) return null;
  if (message.state === 'deleted' && !moderates) return null;

  const act = (work: () => Promise<unknown>): void => {
    setProblem(null);
    work().catch((error: unknown) => setProblem(errorText(t, error)));
  };
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          className={styles['menuButton']}
          tabIndex={reached ? 0 : -1}
          aria-label={t('chat.menu', { name: authorName(t, message.author) })}
        >
          <Ellipsis size={18} aria-hidden />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={document.getElementById('content')}>
          <DropdownMenu.Content className={styles['menu']} align="end" collisionPadding={12}>
            {isShown && maySay && (
              <DropdownMenu.Item className={styles['item']} onSelect={() => onDraft({ kind: 'answer', message })}>
                {t('chat.answer')}
              </DropdownMenu.Item>
            )}
            {isMember && !item.own && isShown && (
              <DropdownMenu.Item
                className={styles['item']}
                onSelect={() => act(() => log().like(message.id, !item.liked))}
              >
                {t(item.liked ? 'chat.unlike' : 'chat.likeIt')}
              </DropdownMenu.Item>
            )}
            {item.own && isShown && isYoung && (
              <DropdownMenu.Item className={styles['item']} onSelect={() => onDraft({ kind: 'edit', message })}>
                {t('chat.edit')}
              </DropdownMenu.Item>
            )}
            {item.own && message.state !== 'deleted' && (
              <DropdownMenu.Item className={styles['item']} onSelect={() => act(() => log().remove(message.id))}>
                {t('chat.delete')}
              </DropdownMenu.Item>
            )}
            {!item.own && isShown && isMember && !moderates && (
              <DropdownMenu.Item className={styles['item']} onSelect={() => setDialog('report')}>
                {t('chat.report')}
              </DropdownMenu.Item>
            )}
            {moderates && (
              <ChatOrderItems
                station={station}
                message={message}
                own={item.own}
                pinned={room.pinned?.id === message.id}
                act={act}
                onRestrict={setDialog}
              />
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      {dialog === 'report' && <ReportDialog station={station} message={message} onClose={() => setDialog(null)} />}
      {(dialog === 'mute' || dialog === 'ban') && (
        <RestrictDialog kind={dialog} station={station} message={message} onClose={() => setDialog(null)} />
      )}
    </>
  );
};
