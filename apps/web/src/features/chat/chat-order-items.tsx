import { type ChatMessage, removeMessage, restoreMessage, setChatRoom } from '@livestreamer/contracts';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useWeb } from '../../lib/web-context.ts';
import styles from './chat-line.module.scss';

interface ChatOrderItemsProps {
  readonly station: string;
  readonly message: ChatMessage;
  readonly own: boolean;
  readonly pinned: boolean;
  /** Does something and says beside the line when it fails. */
  readonly act: (work: () => Promise<unknown>) => void;
  readonly onRestrict: (kind: 'mute' | 'ban') => void;
}

/** What those who keep order can do to a message. */
export const ChatOrderItems = ({ station, message, own, pinned, act, onRestrict }: ChatOrderItemsProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { id, state, author } = message;
  const pin = (to: string | null) => () => rest.call(setChatRoom, { params: { station }, body: { pinned: to } });
  return (
    <>
      {state === 'shown' && (
        <DropdownMenu.Item className={styles['item']} onSelect={() => act(pin(pinned ? null : id))}>
          {t(pinned ? 'chat.order.unpin' : 'chat.order.pin')}
        </DropdownMenu.Item>
      )}
      {!own && state === 'shown' && (
        <DropdownMenu.Item
          className={styles['item']}
          onSelect={() => act(() => rest.call(removeMessage, { params: { station, id } }))}
        >
          {t('chat.order.remove')}
        </DropdownMenu.Item>
      )}
      {state === 'deleted' && (
        <DropdownMenu.Item
          className={styles['item']}
          onSelect={() => act(() => rest.call(restoreMessage, { params: { station, id } }))}
        >
          {t('chat.order.restore')}
        </DropdownMenu.Item>
      )}
      {!own && author.kind !== 'gone' && (
        <>
          <DropdownMenu.Item className={styles['item']} onSelect={() => onRestrict('mute')}>
            {t('chat.order.mute')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={styles['item']} onSelect={() => onRestrict('ban')}>
            {t('chat.order.ban')}
          </DropdownMenu.Item>
        </>
      )}
    </>
  );
};
