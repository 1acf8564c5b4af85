import { type Broadcast, formatTracklist, getBroadcast } from '@livestreamer/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Problem } from '../../ui/notice/notice.tsx';
import { formatLinks } from './outside-links-text.ts';
import styles from './studio.module.scss';
import { useStudioAct } from './use-studio.ts';

interface NewerShowProps {
  readonly id: string;
  readonly onTake: (newer: Broadcast) => void;
  /** Before the form is sent: it goes on from this revision, and so saves over it. */
  readonly onKeep: (revision: number) => void;
}

/** Somebody else was faster: what they wrote is shown beside what was typed, and the person chooses. */
export const NewerShow = ({ id, onTake, onKeep }: NewerShowProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [newer, setNewer] = useState<Broadcast | null>(null);
  const { mutate, isPending, error } = useStudioAct(() => rest.call(getBroadcast, { params: { id } }));
  return (
    <div className={styles['box']}>
      <p role="alert">{t('studio.show.meanwhile')}</p>
      {error && <Problem>{errorText(t, error)}</Problem>}
      {newer ? (
        <>
          <section className={styles['understood']} aria-label={t('studio.show.newer')}>
            <h3>{newer.title || t('studio.untitled')}</h3>
            {[newer.description, newer.tags.join(', '), formatLinks(newer.links), formatTracklist(newer.tracklist)]
              .filter((text) => text !== '')
              .map((text) => (
                <p key={text} className={styles['words']}>
                  {text}
                </p>
              ))}
          </section>
          <div className={styles['buttons']}>
            <Button type="submit" look="quiet" onClick={() => onKeep(newer.revision)}>
              {t('studio.show.keepMine')}
            </Button>
            <Button look="quiet" onClick={() => onTake(newer)}>
              {t('studio.show.takeNewer')}
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button look="quiet" busy={isPending} onClick={() => mutate(undefined, { onSuccess: setNewer })}>
            {t('studio.show.look')}
          </Button>
        </div>
      )}
    </div>
  );
};
