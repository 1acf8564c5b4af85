import {
  type Broadcast,
  deleteBroadcast,
  publishBroadcast,
  restoreBroadcast,
  withdrawBroadcast,
} from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { momentText } from '../../lib/moment-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button/confirm-button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import styles from './studio.module.scss';
import { useStudioAct } from './use-studio.ts';

const ACTS = {
  publish: publishBroadcast,
  withdraw: withdrawBroadcast,
  delete: deleteBroadcast,
  restore: restoreBroadcast,
} as const;

/** Whether everybody sees a show, and whether it is there at all. */
export const Publication = ({ show }: { readonly show: Broadcast }) => {
  const { t, i18n } = useTranslation();
  const { rest } = useWeb();
  const { id, state, deletedAt } = show;
  const { mutate, isPending, error } = useStudioAct((act: keyof typeof ACTS) =>
    rest.call(ACTS[act], { params: { id } }),
  );
  const isOver = state === 'ended' || state === 'published';
  if (!isOver && deletedAt === null) return <p>{t('studio.show.isOn')}</p>;
  const isPublished = state === 'published';
  return (
    <>
      {error && <Problem>{errorText(t, error)}</Problem>}
      <p role="status">
        {deletedAt !== null
          ? t('studio.show.isDeleted', { time: momentText(i18n.language, deletedAt) })
          : t(isPublished ? 'studio.show.isPublished' : 'studio.show.isHidden')}
      </p>
      <div className={styles['buttons']}>
        {deletedAt !== null ? (
          <Button busy={isPending} onClick={() => mutate('restore')}>
            {t('studio.show.restore')}
          </Button>
        ) : (
          <>
            <Button
              look={isPublished ? 'quiet' : 'primary'}
              busy={isPending}
              onClick={() => mutate(isPublished ? 'withdraw' : 'publish')}
            >
              {t(isPublished ? 'studio.show.withdraw' : 'studio.show.publish')}
            </Button>
            <ConfirmButton
              label={t('studio.show.delete')}
              sure={t('studio.show.deleteSure')}
              busy={isPending}
              onConfirm={() => mutate('delete')}
            />
          </>
        )}
      </div>
    </>
  );
};
