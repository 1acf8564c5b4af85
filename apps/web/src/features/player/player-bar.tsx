import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { accentProps } from '../../lib/accent-style.ts';
import { PlayButton } from './play-button.tsx';
import styles from './player-bar.module.scss';
import { usePlayer } from './player-context.ts';
import { usePlayerWords } from './use-player-words.ts';
import { Volume } from './volume.tsx';

interface PlayerBarProps {
  /** What the station does; colours the bar. */
  readonly air: string;
  /** The colour of the station, if it has one of its own. */
  readonly accent?: string | null;
  /** The line about what it is set to: LIVE mark, timer, listeners; or the place in a recording. */
  readonly status: ReactNode;
  /** The line below it while the player has nothing to say: what is on. */
  readonly nowOn: ReactNode;
}

/** Status and player in one strip along the bottom of every page. */
export const PlayerBar = ({ air, accent, status, nowOn }: PlayerBarProps) => {
  const { t } = useTranslation();
  const { playing } = usePlayer();
  const words = usePlayerWords(playing.state, air);
  return (
    <section className={styles['bar']} aria-label={t('player.label')} data-air={air} {...accentProps(accent)}>
      <PlayButton />
      <div className={styles['middle']}>
        {status}
        <div className={styles['second']}>
          <p aria-live="polite" className={styles['words']}>
            {words}
          </p>
          {words === null && nowOn}
        </div>
      </div>
      <Volume />
    </section>
  );
};
