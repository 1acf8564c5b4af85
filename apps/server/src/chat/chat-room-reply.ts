import type { ChatRoom } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';
import { messageById } from './chat-message-read-model.ts';
import { messageReply } from './chat-message-reply.ts';
import { roomOf } from './chat-room-store.ts';

/** The room of a station as everybody may see it. */
export const readRoom = async (db: Db, stationId: string): Promise<ChatRoom> =>
  (await readRoomAndSeq(db, stationId)).room;

/** The same, and the number of its last change, for those who follow it from now on. */
export const readRoomAndSeq = async (db: Db, stationId: string): Promise<{ seq: number; room: ChatRoom }> => {
  const { seq, open, writers, slowModeS, clearedSeq, announcement, pinnedId } = await roomOf(db, stationId);
  const pinned = pinnedId === null ? null : await messageById(db, { stationId, id: pinnedId });
  const shown = pinned?.state === 'shown' ? messageReply(pinned) : null;
  return { seq, room: { open, writers, slowModeS, clearedSeq, announcement, pinned: shown } };
};
