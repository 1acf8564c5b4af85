import type { LiveBroadcast } from '@livestreamer/contracts';
import { useStore } from '../../lib/store.ts';
import { type Air, airOf } from './air.ts';
import { useLiveContext } from './live-context.ts';
import { useStation } from './use-station.ts';

/** What is on air on a station, followed for as long as the component is drawn: by its room, and by asking while that is lost. */
export const useLive = (slug: string): { live: LiveBroadcast | null | undefined; air: Air } => {
  const { stations, line } = useLiveContext();
  const live = useStore(stations.of(slug));
  const isSilent = useStation(slug).isError;
  return { live, air: airOf(live, useStore(line) === 'lost' && isSilent) };
};
