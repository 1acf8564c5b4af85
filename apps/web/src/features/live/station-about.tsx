import type { StationPage } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import { OutsideLinks } from '../../ui/outside-links/outside-links.tsx';
import styles from './station-about.module.scss';

/** What a station says of itself, and where else it is. */
export const StationAbout = ({ station: { about, links } }: { readonly station: StationPage }) => {
  const { t } = useTranslation();
  return (
    <div className={styles['about']}>
      {about !== '' && <p className={styles['text']}>{about}</p>}
      {links.length > 0 && <OutsideLinks label={t('live.links')} links={links} />}
    </div>
  );
};
