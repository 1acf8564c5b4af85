import type { Artwork as Pictures } from '@livestreamer/contracts';
import type { CSSProperties } from 'react';
import { skylineLevels } from '../../lib/skyline-levels.ts';
import styles from './artwork.module.scss';

const BARS = 13;

interface ArtworkProps {
  readonly artwork: Pictures | null;
  /** What it belongs to: without a picture it gets a skyline of its own. */
  readonly seed: string;
  readonly size: 'small' | 'large';
  readonly className?: string | undefined;
}

/** The square picture of a show or a station. It says nothing that does not stand beside it in words. */
export const Artwork = ({ artwork, seed, size, className = '' }: ArtworkProps) =>
  artwork ? (
    <img
      src={artwork[size]}
      alt=""
      loading={size === 'small' ? 'lazy' : 'eager'}
      decoding="async"
      className={`${styles['artwork']} ${className}`}
    />
  ) : (
    <span className={`${styles['artwork']} ${styles['drawn']} ${className}`} aria-hidden>
      {skylineLevels(seed, BARS).map((level, index) => {
        const style: CSSProperties & Record<`--${string}`, number> = { '--level': level };
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        return <i key={index} style={style} />;
      })}
    </span>
  );
