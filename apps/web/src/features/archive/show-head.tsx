import type { Broadcast } from '@livestreamer/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Artwork } from '../../ui/artwork/artwork.tsx';
import styles from './show-head.module.scss';

interface ShowHeadProps {
  readonly show: Broadcast;
  /** What is to be known of it at a glance. */
  readonly facts: readonly ReactNode[];
  /** What can be done with it. */
  readonly children?: ReactNode;
}

/** The head of a show's page: picture, whose it is, its name. */
export const ShowHead = ({ show, facts, children }: ShowHeadProps) => {
  const { id, station, stationName, title, artwork } = show;
  return (
    <header className={styles['head']}>
      <Artwork artwork={artwork} seed={id} size="large" className={styles['artwork']} />
      <div className={styles['words']}>
        <p className={styles['station']}>
          <Link to={`/${station}`}>{stationName}</Link>
        </p>
        <h1 className={styles['title']}>{title || stationName}</h1>
        <p className={styles['facts']}>
          {facts.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fact is its place
            <span key={index}>{fact}</span>
          ))}
        </p>
        {children && <div className={styles['actions']}>{children}</div>}
      </div>
    </header>
  );
};
