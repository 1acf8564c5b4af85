import { AppError } from '../platform/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { ChatAdmission } from './chat-admission.ts';
import { addToLikes, deleteLike, insertLike } from './chat-like-store.ts';
import { messageById } from './chat-message-read-model.ts';
import { lockRoom } from './chat-room-store.ts';
import type { ChatWriter } from './chat-writer.ts';
import type { LikeNews } from './like-news.ts';
import type { RoomChanges } from './room-changes.ts';

interface LikedMessage {
  readonly station: StationRecord;
  readonly writer: ChatWriter & { readonly kind: 'member' };
  readonly id: string;
}

/** Who likes what; each member each message once. Both say how many do now, and throw `not_found` for what is not shown. */
export interface ChatLikes {
  like(message: LikedMessage): Promise<number>;
  unlike(message: LikedMessage): Promise<number>;
}

interface ChatLikesOptions {
  readonly changes: RoomChanges;
  readonly admission: ChatAdmission;
  readonly news: LikeNews;
}

/** A like is part of the last change of the room and takes no number, so that a busy crowd does not make everybody count. */
export const createChatLikes = ({ changes, admission, news }: ChatLikesOptions): ChatLikes => {
  const change = async ({ station, writer, id }: LikedMessage, by: 1 | -1): Promise<number> => {
    const { accountId } = writer;
    const { likes, isNew } = await changes.change(station, async ({ db }) => {
      const room = await lockRoom(db, station.id);
      const record = await messageById(db, { stationId: station.id, id });
      if (record?.state !== 'shown' || record.seq <= room.clearedSeq) throw new AppError('not_found');
      if (by === 1) {
        await admission.assertNotBanned(db, { station, writer, author: { accountId, visitorNumber: null } });
      }
      const like = { messageId: id, accountId };
      if (!(await (by === 1 ? insertLike(db, like) : deleteLike(db, like))))
        return { likes: record.likes, isNew: false };
      await addToLikes(db, { id, by, roomSeq: room.seq });
      return { likes: record.likes + by, isNew: true };
    });
    if (isNew) news.tell({ slug: station.slug, messageId: id, likes });
    return likes;
  };

  return { like: (message) => change(message, 1), unlike: (message) => change(message, -1) };
};
