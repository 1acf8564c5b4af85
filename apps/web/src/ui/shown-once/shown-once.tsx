import { useTranslation } from 'react-i18next';
import { useLeaving } from '../../lib/use-leaving.ts';
import { Button } from '../button/button.tsx';
import { Dialog } from '../dialog/dialog.tsx';
import styles from './shown-once.module.scss';

/** Stands beside what is shown this once, and asks before the page is left with it. */
export const ShownOnce = () => {
  const { t } = useTranslation();
  const leaving = useLeaving();
  if (leaving.state !== 'blocked') return null;
  return (
    <Dialog heading={t('shownOnce.heading')} text={t('shownOnce.text')} onClose={leaving.reset}>
      <div className={styles['buttons']}>
        <Button onClick={leaving.reset}>{t('shownOnce.stay')}</Button>
        <Button look="quiet" onClick={leaving.proceed}>
          {t('shownOnce.leave')}
        </Button>
      </div>
    </Dialog>
  );
};
