import { useEffect } from 'react';
import { usePlayer, usePlayerContext } from './player-context.ts';
import { pausesOnPress } from './tuning.ts';

/** Lock screens, headphones and keyboards: says what is on, and hears their buttons. Not in every browser. */
export const useMediaSession = ({ title, artist }: { title: string; artist: string }): void => {
  const { player, tuning } = usePlayerContext();
  const { playing } = usePlayer();
  const pauses = pausesOnPress(playing);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    navigator.mediaSession.metadata = title === '' ? null : new MediaMetadata({ title, artist });
  }, [title, artist]);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    mediaSession.playbackState = pauses ? 'playing' : 'paused';
    mediaSession.setActionHandler('play', () => !pauses && tuning.toggle());
    mediaSession.setActionHandler('pause', player.pause);
    mediaSession.setActionHandler('stop', player.pause);
    return () => {
      for (const action of ['play', 'pause', 'stop'] as const) mediaSession.setActionHandler(action, null);
    };
  }, [pauses, player, tuning]);
};
