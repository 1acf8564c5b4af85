import type { Clock, Timer } from '@livestreamer/clock';
import { LIMITS, stationRoom } from '@livestreamer/contracts';
import type { Logger } from '../platform/index.ts';
import type { PublishInRoom } from './room-changes.ts';

interface LikesNow {
  readonly slug: string;
  readonly messageId: string;
  readonly likes: number;
}

/**
 * Tells how many like a message: the first time at once, then at most once in `LIMITS.realtime.coalesceMs`. After that time the number is read again, and told
 * when it is another by then: it went on here, or another server counted and told at the same moment, in the other order.
 */
export interface LikeNews {
  tell(now: LikesNow): void;
  stop(): void;
}

interface LikeNewsOptions {
  readonly publish: PublishInRoom;
  /** Null: the message is gone. */
  readonly likesOf: (messageId: string) => Promise<number | null>;
  readonly clock: Clock;
  readonly log: Logger;
}

export const createLikeNews = ({ publish, likesOf, clock, log }: LikeNewsOptions): LikeNews => {
  /** Messages that were told of within the last `coalesceMs`. */
  const resting = new Map<string, Timer>();
  let stopped = false;

  const tell = (now: LikesNow): void => {
    const { slug, messageId, likes } = now;
    if (stopped || resting.has(messageId)) return;
    publish(stationRoom(slug), { type: 'likes', messageId, likes });
    const timer = clock.after(LIMITS.realtime.coalesceMs, () => {
      resting.delete(messageId);
      void lookAgain(now);
    });
    resting.set(messageId, timer);
  };

  const lookAgain = async (told: LikesNow): Promise<void> => {
    try {
      const likes = await likesOf(told.messageId);
      if (likes !== null && likes !== told.likes) tell({ ...told, likes });
    } catch (err) {
      log.warn({ err }, 'The likes of a message could not be read; pages see them with its next change.');
    }
  };

  return {
    tell,
    stop: () => {
      stopped = true;
      for (const timer of resting.values()) timer.cancel();
      resting.clear();
    },
  };
};
