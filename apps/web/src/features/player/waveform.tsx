import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockDuration } from '../../lib/duration.ts';
import { sliderGoal } from './slider-keys.ts';
import { useSteadyPosition } from './use-steady-position.ts';
import styles from './waveform.module.scss';
import { WaveformCanvas } from './waveform-canvas.tsx';

interface WaveformProps {
  readonly levels: readonly number[];
  readonly hearts: readonly number[];
  readonly durationMs: number;
  readonly positionMs: number;
  /** The person wants to hear it from there. `pressed`: with a click, which may also play. */
  readonly onSeek: (toMs: number, pressed: boolean) => void;
}

/** A recording to look at and to seek in: by a click, by dragging, with the keys of a slider. */
export const Waveform = ({ levels, hearts, durationMs, positionMs, onSeek }: WaveformProps) => {
  const { t } = useTranslation();
  const { saidMs, moved } = useSteadyPosition(positionMs);
  const [heldMs, setHeldMs] = useState<number | null>(null);
  const shownMs = heldMs ?? positionMs;

  const seek = (toMs: number, pressed: boolean): void => {
    moved(toMs);
    onSeek(toMs, pressed);
  };
  const placeOf = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.round(Math.min(1, Math.max(0, (clientX - left) / Math.max(1, width))) * durationMs);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const toMs = sliderGoal(event.key, positionMs, durationMs);
    if (toMs === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    seek(toMs, false);
  };

  return (
    <div className={styles['waveform']}>
      <div
        role="slider"
        tabIndex={0}
        className={styles['slider']}
        aria-label={t('player.waveform')}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs / 1_000)}
        aria-valuenow={Math.round(saidMs / 1_000)}
        aria-valuetext={t('player.positionOf', {
          position: clockDuration(saidMs),
          duration: clockDuration(durationMs),
        })}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setHeldMs(placeOf(event));
        }}
        onPointerMove={(event) => heldMs !== null && setHeldMs(placeOf(event))}
        onPointerUp={(event) => {
          if (heldMs === null) return;
          setHeldMs(null);
          seek(placeOf(event), true);
        }}
        onPointerCancel={() => setHeldMs(null)}
      >
        <WaveformCanvas levels={levels} hearts={hearts} played={durationMs > 0 ? shownMs / durationMs : 0} />
      </div>
      <div className={styles['times']} aria-hidden>
        <span>{clockDuration(shownMs)}</span>
        <span>{clockDuration(durationMs)}</span>
      </div>
    </div>
  );
};
