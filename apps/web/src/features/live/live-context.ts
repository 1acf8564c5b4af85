import { createContext, useContext } from 'react';
import type { Store } from '../../lib/store.ts';
import type { OwnHeartsBySlug } from './hearts/own-hearts.ts';
import type { LineState } from './live-line.ts';
import type { LiveStations } from './live-station.ts';

interface LiveContext {
  readonly stations: LiveStations;
  readonly line: Store<LineState>;
  readonly hearts: OwnHeartsBySlug;
}

const Context = createContext<LiveContext | null>(null);

export const LiveContextProvider = Context.Provider;

export const useLiveContext = (): LiveContext => {
  const live = useContext(Context);
  if (!live) throw new Error('A component that needs LiveContext is drawn outside of LiveContextProvider.');
  return live;
};
