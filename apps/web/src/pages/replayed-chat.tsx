import type { Broadcast } from '@livestreamer/contracts';
import { ChatReplay } from '../features/archive/chat-replay.tsx';
import { usePlayer, usePlayerContext } from '../features/player/player-context.ts';
import { isSameTuned } from '../features/player/tuning.ts';
import { useStore } from '../lib/store.ts';
import type { Sound } from './recorded-sound.tsx';

interface ReplayedChatProps {
  readonly show: Broadcast;
  /** Null: there is nothing to hear. */
  readonly sound: Sound | null;
}

/** The chat of a show beside its recording. */
export const ReplayedChat = ({ show, sound }: ReplayedChatProps) => {
  const { player } = usePlayerContext();
  const { tuned } = usePlayer();
  const positionMs = useStore(player.position);
  const isHeard = sound !== null && isSameTuned(tuned, sound.recording) && positionMs > 0;
  return (
    <ChatReplay
      broadcastId={show.id}
      placeOf={sound?.placeOf ?? asItIs}
      playFrom={sound?.playFrom ?? null}
      positionMs={isHeard ? positionMs : null}
    />
  );
};

const asItIs = (showMs: number): number => showMs;
