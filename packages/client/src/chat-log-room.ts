import type { ChatMessage, ChatRoom } from '@livestreamer/contracts';

/** What holds for the whole room, as a page knows it. */
export interface ChatLogRoom {
  /** Null until the server has said it. */
  readonly current: ChatRoom | null;
  /** The room was told. True: with another clearing, and two servers may tell of one and of its undoing in the other order, so ask how it is. */
  heed(room: ChatRoom): boolean;
  /** The pinned message is as it is here now. */
  repin(message: ChatMessage): void;
  /** Call it when you ask, and what it gives with the clearing in the answer: an answer does not undo what was heard while it was on its way. */
  ask(): (clearedSeq: number) => void;
}

/** `onUncleared`: what a clearing took away and its undoing brings back was never loaded, or is forgotten. */
export const createChatLogRoom = ({ onUncleared }: { readonly onUncleared: () => void }): ChatLogRoom => {
  let current: ChatRoom | null = null;
  let clearingsHeard = 0;

  const clear = (clearedSeq: number): void => {
    if (!current) return;
    if (clearedSeq < current.clearedSeq) onUncleared();
    current = { ...current, clearedSeq };
  };

  return {
    get current() {
      return current;
    },
    heed: (room) => {
      const isOther = current !== null && current.clearedSeq !== room.clearedSeq;
      if (isOther) clearingsHeard += 1;
      clear(room.clearedSeq);
      current = room;
      return isOther;
    },
    repin: (message) => {
      if (current?.pinned?.id !== message.id) return;
      current = { ...current, pinned: message.state === 'shown' ? message : null };
    },
    ask: () => {
      const heardBefore = clearingsHeard;
      return (clearedSeq) => {
        if (clearingsHeard === heardBefore) clear(clearedSeq);
      };
    },
  };
};
