import {
  type ChatAuthor,
  dismissReports,
  type ModeratedMessage,
  removeMessage,
  restoreMessage,
} from '@livestreamer/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { momentText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { ListStates } from '../../ui/list-states/list-states.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { Rows } from '../../ui/rows/rows.tsx';
import styles from './moderation.module.scss';
import { useModeratedMessages, useModerationAct } from './use-moderation.ts';

interface ModerationQueueProps {
  readonly station: string;
  readonly filter: 'held' | 'reported';
}

/** Messages that wait for somebody who keeps order: held by a rule, or reported by members. */
export const ModerationQueue = ({ station, filter }: ModerationQueueProps) => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const query = useModeratedMessages(station, filter);
  const act = useModerationAct(({ id, keep }: { id: string; keep: boolean }) => {
    const input = { params: { station, id } };
    if (!keep) return rest.call(removeMessage, input);
    return filter === 'held' ? rest.call(restoreMessage, input) : rest.call(dismissReports, input);
  });
  return (
    <>
      {act.error && <Problem>{errorText(t, act.error)}</Problem>}
      <ListStates query={query} empty={{ heading: t(`moderation.queue.${filter}Empty`) }}>
        {(messages) => (
          <Rows
            label={t(`moderation.queue.${filter}`)}
            items={messages}
            keyOf={({ id }: ModeratedMessage) => id}
            row={({ id, author, original, sentAt, heldFor, openReports }) => ({
              name: original ?? '',
              facts: [
                [authorName(t, author), momentText(i18n.language, sentAt)].join(' · '),
                heldFor,
                openReports > 0 ? t('moderation.queue.reports', { count: openReports }) : null,
              ],
              action: (
                <span className={styles['buttons']}>
                  <Button small look="quiet" busy={act.isPending} onClick={() => act.mutate({ id, keep: true })}>
                    {t(`moderation.queue.${filter}Keep`)}
                  </Button>
                  <Button small look="quiet" busy={act.isPending} onClick={() => act.mutate({ id, keep: false })}>
                    {t('moderation.queue.remove')}
                  </Button>
                </span>
              ),
            })}
          />
        )}
      </ListStates>
    </>
  );
};

const authorName = (t: TFunction, author: ChatAuthor): string => {
  if (author.kind === 'member') return author.username;
  return author.kind === 'visitor' ? t('chat.visitor', { number: author.number }) : t('chat.gone');
};
