import { useTranslation } from 'react-i18next';
import type { PlayerState } from './player-state.ts';

/** What the player does, in words, when that is not plain to hear; null when it is. */
export const usePlayerWords = (state: PlayerState, air: string): string | null => {
  const { t } = useTranslation();
  if (state === 'idle' || state === 'playing') return null;
  if (state === 'waiting') return t(air === 'off-air' ? 'player.waitingOffAir' : 'player.waiting');
  return t(`player.${state}`);
};
