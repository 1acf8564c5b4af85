import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import styles from './page-links.module.scss';

const PAGES = ['schedule', 'archive'] as const;

/** The way to what is there beside what is on air. */
export const PageLinks = () => {
  const { t } = useTranslation();
  return (
    <nav className={styles['links']} aria-label={t('nav.label')}>
      {PAGES.map((page) => (
        <NavLink key={page} to={`/${page}`}>
          {t(`nav.${page}`)}
        </NavLink>
      ))}
    </nav>
  );
};
