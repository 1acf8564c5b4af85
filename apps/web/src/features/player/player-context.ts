import { createContext, useContext } from 'react';
import { useStore } from '../../lib/store.ts';
import type { AudioPlayer, PlayerSnapshot } from './audio-player.ts';
import type { Tuned, Tuning } from './tuning.ts';

interface PlayerContext {
  readonly player: AudioPlayer;
  readonly tuning: Tuning;
}

const Context = createContext<PlayerContext | null>(null);

export const PlayerContextProvider = Context.Provider;

export const usePlayerContext = (): PlayerContext => {
  const player = useContext(Context);
  if (!player) throw new Error('A component that needs PlayerContext is drawn outside of PlayerContextProvider.');
  return player;
};

/** What the player does now, and what it is set to. */
export const usePlayer = (): { playing: PlayerSnapshot; tuned: Tuned | null } => {
  const { player, tuning } = usePlayerContext();
  return { playing: useStore(player), tuned: useStore(tuning) };
};
