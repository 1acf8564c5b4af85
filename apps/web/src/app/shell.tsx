import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { AccountMenu } from '../features/account/account-menu.tsx';
import { usePlayer } from '../features/player/player-context.ts';
import { LanguageChoice } from './language-choice.tsx';
import { PageLinks } from './page-links.tsx';
import { RecordingBar } from './recording-bar.tsx';
import styles from './shell.module.scss';
import { StationBar } from './station-bar.tsx';

/** What every page stands in. The bar with the player stays while pages come and go. */
export const Shell = () => {
  const { t } = useTranslation();
  const { tuned } = usePlayer();
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content">
        {t('skip')}
      </a>
      <header className={styles['header']}>
        <Link to="/" className={styles['brand']} aria-label={t('brand')}>
          <svg viewBox="0 0 26 24" width="26" height="24" aria-hidden>
            <path d="M3 15V9M8 19V5M13 23V1M18 18V6M23 14v-4" />
          </svg>
          <span className={styles['brandName']}>{t('brand')}</span>
        </Link>
        <PageLinks />
        <LanguageChoice />
        <AccountMenu />
      </header>
      <Content />
      {tuned?.kind === 'station' && <StationBar station={tuned} />}
      {tuned?.kind === 'recording' && <RecordingBar recording={tuned} />}
      <ScrollRestoration />
    </div>
  );
};

/** Takes the focus after a change of page, as a page does that was loaded: screen readers and keyboards begin there. */
const Content = () => {
  const { pathname } = useLocation();
  const content = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    content.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <main id="content" ref={content} className={styles['main']} tabIndex={-1}>
      <Outlet />
    </main>
  );
};
