import { useTranslation } from 'react-i18next';
import type { Air } from './air.ts';
import styles from './live-mark.module.scss';

/** The word for what the station does: a screen reader says it when it changes, and nothing else. */
export const LiveMark = ({ air }: { readonly air: Air }) => {
  const { t } = useTranslation();
  return (
    <p role="status" className={styles['mark']} data-mark={air}>
      <span className={styles['dot']} aria-hidden />
      {t(`status.${air}`)}
    </p>
  );
};
