import type { LiveBroadcast } from '@livestreamer/contracts';
import { createContext, useContext } from 'react';
import { type Store, useStore } from '../../lib/store.ts';
import { type Air, airOf } from './air.ts';
import type { LineState } from './live-line.ts';
import type { LiveStations } from './live-station.ts';

interface LiveContext {
  readonly stations: LiveStations;
  readonly line: Store<LineState>;
}

const Context = createContext<LiveContext | null>(null);

export const LiveContextProvider = Context.Provider;

export const useLiveContext = (): LiveContext => {
  const live = useContext(Context);
  if (!live) throw new Error('A component that needs LiveContext is drawn outside of LiveContextProvider.');
  return live;
};

/** What is on air on a station, followed for as long as the component is drawn. */
export const useLive = (slug: string): { live: LiveBroadcast | null | undefined; air: Air } => {
  const { stations, line } = useLiveContext();
  const live = useStore(stations.of(slug));
  return { live, air: airOf(live, useStore(line)) };
};
