import type { LiveBroadcast } from '@livestreamer/contracts';
import { useTranslation } from 'react-i18next';
import type { Air } from '../features/live/air.ts';
import type { PlayerState } from '../features/player/player-state.ts';

interface StationTitleProps {
  readonly station: string;
  readonly live: LiveBroadcast | null | undefined;
  readonly air: Air;
  readonly playing: PlayerState;
}

/** The title in the browser's tab: what is heard, else what the station does. */
export const StationTitle = ({ station, live, air, playing }: StationTitleProps) => {
  const { t } = useTranslation();
  const says = playing === 'idle' || playing === 'blocked' || playing === 'failed' ? air : playing;
  return <title>{t(`title.${says}`, { station, show: live?.title || t('status.live') })}</title>;
};
