import type { Clock } from '@livestreamer/clock';
import { type ChatMessage, LIMITS } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { ChatAdmission } from './chat-admission.ts';
import { mentionsIn } from './chat-mentions.ts';
import { type MessageRecord, messageById } from './chat-message-read-model.ts';
import { messageReplyToInsider } from './chat-message-reply.ts';
import { type MessageAuthor, markDeletedByAuthor, markUnwanted, updateText } from './chat-message-store.ts';
import { lockRoom, unpin } from './chat-room-store.ts';
import { chatTextOf } from './chat-text.ts';
import type { ChatWriter } from './chat-writer.ts';
import type { RoomChanges } from './room-changes.ts';

interface OwnMessage {
  readonly station: StationRecord;
  readonly writer: ChatWriter;
  readonly id: string;
}

/** What authors do with their own messages. A message of somebody else is `not_found`. */
export interface ChatEdits {
  edit(message: OwnMessage & { text: string; connection: string | undefined }): Promise<ChatMessage>;
  /** Fine when it is deleted already. */
  delete(message: OwnMessage): Promise<void>;
}

interface ChatEditsOptions {
  readonly sql: Sql;
  readonly changes: RoomChanges;
  readonly admission: ChatAdmission;
  readonly clock: Clock;
}

export const createChatEdits = ({ sql, changes, admission, clock }: ChatEditsOptions): ChatEdits => {
  const ownMessage = async (db: Db, { station, writer, id }: OwnMessage) => {
    const room = await lockRoom(db, station.id);
    const author = await admission.authorOf(db, { station, writer });
    const record = await messageById(db, { stationId: station.id, id });
    if (!record || !isBy(record, author)) throw new AppError('not_found');
    return { room, author, record };
  };

  return {
    edit: async ({ text: written, connection, ...message }) => {
      const { station, writer, id } = message;
      const text = chatTextOf(written);
      await admission.takeWriting(writer);
      const heldFor = await admission.ruleThatHolds(text, message);
      const mentions = await mentionsIn(sql, text);

      return changes.change(
        station,
        async (turn) => {
          const { db } = turn;
          const { room, author, record } = await ownMessage(db, message);
          if (record.state === 'deleted' || record.seq <= room.clearedSeq) throw new AppError('not_found');
          if (record.text === text) return messageReplyToInsider(record);
          const at = new Date(clock.now());
          if (at.getTime() - record.sentAt.getTime() > LIMITS.chat.editMs) throw new AppError('chat_edit_late');
          await admission.assertMayWrite(db, { station, writer, author, room });
          // What everybody has seen does not vanish to wait for a look.
          if (heldFor !== null && record.state === 'shown') throw new AppError('chat_refused');
          const seq = await turn.nextSeq();
          await updateText(db, { id, seq, text, mentions, at });
          turn.tellMessage(id, seq);
          if (room.pinnedId === id) turn.tellRoom();
          return messageReplyToInsider({ ...record, text, mentions, editedAt: at, changedSeq: seq });
        },
        { exceptConnection: connection },
      );
    },
    delete: (message) =>
      changes.change(message.station, async (turn) => {
        const { db } = turn;
        const { station, id } = message;
        const { room, author, record } = await ownMessage(db, message);
        if (record.state === 'deleted') return markUnwanted(db, id);
        const seq = await turn.nextSeq();
        await markDeletedByAuthor(db, { id, seq, by: author.accountId, at: new Date(clock.now()) });
        turn.tellMessage(id, seq);
        if (room.pinnedId !== id) return;
        await unpin(db, station.id);
        turn.tellRoom();
      }),
  };
};

const isBy = (record: MessageRecord, { accountId, visitorNumber }: MessageAuthor): boolean =>
  record.accountId === accountId && record.visitorNumber === visitorNumber;
