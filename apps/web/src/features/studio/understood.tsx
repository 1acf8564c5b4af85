import type { Track } from '@livestreamer/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { clockDuration } from '../../lib/duration.ts';
import styles from './studio.module.scss';

/** How a tracklist was understood, so that nobody must save it to see. */
export const Understood = ({ tracks }: { readonly tracks: readonly Track[] }) => {
  const { t } = useTranslation();
  const id = useId();
  if (tracks.length === 0) return null;
  return (
    <section className={styles['understood']} aria-labelledby={id}>
      <p id={id} className={styles['hint']}>
        {t('studio.show.understood', { count: tracks.length })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach it */}
      <ol className={styles['tracks']} aria-labelledby={id} tabIndex={0}>
        {tracks.map(({ atMs, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place; the same one may come twice
          <li key={index}>
            <span className={styles['time']}>{atMs === null ? t('studio.show.noTime') : clockDuration(atMs)}</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
};
