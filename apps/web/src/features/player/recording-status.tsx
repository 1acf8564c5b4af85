import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockDuration } from '../../lib/duration.ts';
import { useStore } from '../../lib/store.ts';
import { usePlayerContext } from './player-context.ts';
import styles from './recording-status.module.scss';
import { sliderGoal } from './slider-keys.ts';
import { useSteadyPosition } from './use-steady-position.ts';

/** The line of a recording in the player bar: where it is, and the slider that moves it. */
export const RecordingStatus = ({ durationMs }: { readonly durationMs: number }) => {
  const { t } = useTranslation();
  const { player } = usePlayerContext();
  const positionMs = useStore(player.position);
  const { saidMs, moved } = useSteadyPosition(positionMs);
  const isHeld = useRef(false);
  /** Where a finger or the mouse holds it; the sound goes there when it is let go. */
  const [heldMs, setHeldMs] = useState<number | null>(null);
  const shownMs = heldMs ?? positionMs;
  const seek = (ms: number): void => {
    moved(ms);
    player.seek(ms);
  };
  const letGo = (): void => {
    isHeld.current = false;
    if (heldMs !== null) seek(heldMs);
    setHeldMs(null);
  };
  /** Its own keys go by the second, which is for the mouse. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const toMs = sliderGoal(event.key, positionMs, durationMs);
    if (toMs === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    seek(toMs);
  };
  const style: CSSProperties & Record<`--${string}`, string> = { '--fill': `${(shownMs / durationMs) * 100}%` };
  return (
    <div className={styles['line']}>
      <span className={styles['time']} aria-hidden>
        {clockDuration(shownMs)}
      </span>
      <input
        type="range"
        className={styles['slider']}
        aria-label={t('player.seek')}
        aria-valuetext={t('player.positionOf', {
          position: clockDuration(heldMs ?? saidMs),
          duration: clockDuration(durationMs),
        })}
        min={0}
        max={durationMs}
        step={1_000}
        value={shownMs}
        style={style}
        onKeyDown={onKeyDown}
        onPointerDown={() => {
          isHeld.current = true;
        }}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onChange={({ target }) => (isHeld.current ? setHeldMs(target.valueAsNumber) : seek(target.valueAsNumber))}
      />
      <span className={styles['time']} aria-hidden>
        {clockDuration(durationMs)}
      </span>
    </div>
  );
};
