import { Volume1, Volume2, VolumeX } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlayer, usePlayerContext } from './player-context.ts';
import styles from './volume.module.scss';

/** Mute and volume. Devices that keep the volume to themselves (iOS) show the button alone. */
export const Volume = () => {
  const { t } = useTranslation();
  const { player } = usePlayerContext();
  const { volume, muted, volumeFixed } = usePlayer().playing;
  const heard = muted ? 0 : volume;
  const LoudIcon = heard > 0.5 ? Volume2 : Volume1;
  const Icon = heard === 0 ? VolumeX : LoudIcon;
  const style: CSSProperties & Record<`--${string}`, string> = { '--fill': `${heard * 100}%` };
  return (
    <div className={styles['volume']}>
      <button
        type="button"
        className={styles['mute']}
        aria-label={t(heard === 0 ? 'player.unmute' : 'player.mute')}
        onClick={() => (heard === 0 && !muted ? player.setVolume(1) : player.setMuted(!muted))}
      >
        <Icon size={22} aria-hidden />
      </button>
      {!volumeFixed && (
        <input
          type="range"
          className={styles['slider']}
          aria-label={t('player.volume')}
          aria-valuetext={`${Math.round(heard * 100)} %`}
          min={0}
          max={1}
          step={0.05}
          value={heard}
          style={style}
          onChange={(event) => player.setVolume(event.target.valueAsNumber)}
        />
      )}
    </div>
  );
};
