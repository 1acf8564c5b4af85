import type { StationPage } from '@livestreamer/contracts';
import type { ReactNode } from 'react';
import { OnAir } from './on-air.tsx';
import styles from './on-air-stage.module.scss';
import { StationChat } from './station-chat.tsx';

interface OnAirStageProps {
  readonly station: StationPage;
  /** What stands below the words while nothing is on air. */
  readonly children?: ReactNode;
}

/** What is on air, and beside it what people say. */
export const OnAirStage = ({ station, children }: OnAirStageProps) => (
  <div className={styles['stage']}>
    <OnAir station={station}>{children}</OnAir>
    <StationChat key={station.slug} station={station.slug} />
  </div>
);
