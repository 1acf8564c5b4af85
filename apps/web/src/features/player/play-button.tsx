import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './play-button.module.scss';
import { usePlayer, usePlayerContext } from './player-context.ts';
import { pausesOnPress } from './tuning.ts';

/** The one play button of the page. */
export const PlayButton = () => {
  const { t } = useTranslation();
  const { tuning } = usePlayerContext();
  const { playing } = usePlayer();
  const pauses = pausesOnPress(playing);
  const Icon = pauses ? Pause : Play;
  const isBusy = playing.state === 'connecting' || playing.state === 'buffering' || playing.state === 'waiting';
  return (
    <button
      type="button"
      className={styles['button']}
      data-busy={isBusy}
      aria-label={t(pauses ? 'player.pause' : 'player.play')}
      onClick={tuning.toggle}
    >
      <Icon aria-hidden className={pauses ? styles['pause'] : styles['play']} />
    </button>
  );
};
