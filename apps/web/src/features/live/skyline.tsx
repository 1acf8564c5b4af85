import type { CSSProperties } from 'react';
import { skylineLevels } from '../../lib/skyline-levels.ts';
import type { Air } from './air.ts';
import styles from './skyline.module.scss';

const BARS = 96;

interface SkylineProps {
  readonly air: Air;
  /** The broadcast's id: each has a skyline of its own. */
  readonly seed: string;
  /** Whether this listener hears it: then it moves. */
  readonly moving: boolean;
}

/** The sound that rises out of the strip while the station is on air. Ornament: it measures nothing and says nothing. */
export const Skyline = ({ air, seed, moving }: SkylineProps) => (
  <div className={styles['skyline']} data-air={air} data-moving={moving} aria-hidden>
    {skylineLevels(seed, BARS).map((level, index) => {
      const style: CSSProperties & Record<`--${string}`, number> = { '--level': level, '--index': index };
      // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
      return <span key={index} className={styles['bar']} style={style} />;
    })}
  </div>
);
