import { useEffect } from 'react';
import { usePlayer, usePlayerContext } from './player-context.ts';
import { pausesOnPress } from './tuning.ts';

/** What a key or a button of the headphones skips, ms. */
export const SKIP_MS = 10_000;

interface MediaSessionWords {
  readonly title: string;
  readonly artist: string;
  /** Address of a square picture, if there is one. */
  readonly artwork: string | null;
  /** Of a recording; null on air, where there is nothing to seek in. */
  readonly durationMs: number | null;
}

/** Lock screens, headphones and keyboards: says what is on, and hears their buttons. Not in every browser. */
export const useMediaSession = ({ title, artist, artwork, durationMs }: MediaSessionWords): void => {
  const { player, tuning } = usePlayerContext();
  const { playing } = usePlayer();
  const pauses = pausesOnPress(playing);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    const pictures = artwork === null ? [] : [{ src: artwork, type: 'image/webp' }];
    navigator.mediaSession.metadata = title === '' ? null : new MediaMetadata({ title, artist, artwork: pictures });
  }, [title, artist, artwork]);

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

  useEffect(() => {
    if (!('mediaSession' in navigator) || durationMs === null) return;
    const { mediaSession } = navigator;
    const skip = (byMs: number): void => player.seek(player.position.snapshot() + byMs);
    mediaSession.setActionHandler('seekbackward', () => skip(-SKIP_MS));
    mediaSession.setActionHandler('seekforward', () => skip(SKIP_MS));
    mediaSession.setActionHandler('seekto', ({ seekTime }) => player.seek((seekTime ?? 0) * 1_000));
    const tell = (): void => {
      const position = Math.min(player.position.snapshot(), durationMs) / 1_000;
      mediaSession.setPositionState({ duration: durationMs / 1_000, position });
    };
    tell();
    const unsubscribe = player.position.subscribe(tell);
    return () => {
      unsubscribe();
      mediaSession.setPositionState();
      for (const action of ['seekbackward', 'seekforward', 'seekto'] as const)
        mediaSession.setActionHandler(action, null);
    };
  }, [durationMs, player]);
};
