import { type ChatRoom, clearChat, type RouteRequest, setChatRoom, undoClearChat } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button/confirm-button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './moderation.module.scss';
import { slowModesWith } from './slow-modes.ts';
import { useModerationAct, useModerationQueue } from './use-moderation.ts';

interface ModerationBarProps {
  readonly station: string;
  /** As everybody in it has it now, whoever set it. */
  readonly room: ChatRoom;
}

/** What must be at hand while a room is too loud: lock it, slow it, clear it, and see what waits. */
export const ModerationBar = ({ station, room }: ModerationBarProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const { data: queue } = useModerationQueue(station);
  const change = useModerationAct((body: RouteRequest<typeof setChatRoom>['body']) =>
    rest.call(setChatRoom, { params: { station }, body }),
  );
  const clear = useModerationAct((undo: boolean) =>
    rest.call(undo ? undoClearChat : clearChat, { params: { station } }),
  );
  const isLocked = room.writers === 'team';
  const problem = change.error ?? clear.error;
  const waiting = (queue?.held ?? 0) + (queue?.reported ?? 0);
  return (
    <div className={styles['bar']}>
      <Button
        small
        look="quiet"
        busy={change.isPending}
        onClick={() => change.mutate({ writers: isLocked ? 'before-lock' : 'team' })}
      >
        {t(isLocked ? 'moderation.bar.unlock' : 'moderation.bar.lock')}
      </Button>
      <select
        className={styles['slow']}
        aria-label={t('moderation.room.slow')}
        value={room.slowModeS}
        disabled={change.isPending}
        onChange={({ target }) => change.mutate({ slowModeS: Number(target.value) })}
      >
        {slowModesWith(room.slowModeS).map((seconds) => (
          <option key={seconds} value={seconds}>
            {seconds === 0 ? t('moderation.bar.slowOff') : t('moderation.bar.slowS', { seconds })}
          </option>
        ))}
      </select>
      {clear.isSuccess && clear.variables === false ? (
        <Button small look="quiet" busy={clear.isPending} onClick={() => clear.mutate(true)}>
          {t('moderation.bar.undoClear')}
        </Button>
      ) : (
        <ConfirmButton
          small
          label={t('moderation.bar.clear')}
          sure={t('moderation.bar.clearSure')}
          busy={clear.isPending}
          onConfirm={() => clear.mutate(false)}
        />
      )}
      <Link className={styles['link']} to={`/${station}/moderation`}>
        {waiting > 0 ? t('moderation.bar.waiting', { count: waiting }) : t('moderation.bar.more')}
      </Link>
      {problem && <Problem>{errorText(t, problem)}</Problem>}
    </div>
  );
};
