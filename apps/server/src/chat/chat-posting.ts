import type { Clock } from '@livestreamer/clock';
import type { ChatMessage } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import type { ChatAdmission } from './chat-admission.ts';
import { type ChatCounters, countRefusal } from './chat-counters.ts';
import { mentionsIn } from './chat-mentions.ts';
import { messageById } from './chat-message-read-model.ts';
import { messageReplyToInsider } from './chat-message-reply.ts';
import { insertMessage, messageIdOfKey } from './chat-message-store.ts';
import { lockRoom } from './chat-room-store.ts';
import { chatTextOf } from './chat-text.ts';
import type { ChatWriter } from './chat-writer.ts';
import type { RoomChanges } from './room-changes.ts';

/** What somebody wants to say. */
export interface Posting {
  readonly station: StationRecord;
  readonly writer: ChatWriter;
  readonly text: string;
  readonly replyTo: string | null;
  /** The same one again gives the message that it gave before. */
  readonly key: string | null;
  readonly connection: string | undefined;
}

interface ChatPostingOptions {
  readonly sql: Sql;
  readonly changes: RoomChanges;
  readonly admission: ChatAdmission;
  readonly counters: ChatCounters;
  readonly clock: Clock;
}

/** Stores what somebody says, and tells it to everybody else. Whether they may is decided in the room's turn: of two at once, one is the first. */
export const createChatPosting = (options: ChatPostingOptions): ((posting: Posting) => Promise<ChatMessage>) => {
  const { sql, changes, admission, counters, clock } = options;

  /** `isNew`: it had not been said before. */
  const say = async (posting: Posting): Promise<{ message: ChatMessage; isNew: boolean; isHeld: boolean }> => {
    const { station, writer, text: written, replyTo, key, connection } = posting;
    const text = chatTextOf(written);
    await admission.takeWriting(writer);
    const heldFor = await admission.ruleThatHolds(text, { station, writer });
    const mentions = await mentionsIn(sql, text);
    const stationId = station.id;

    return changes.change(
      station,
      async (turn) => {
        const { db } = turn;
        const room = await lockRoom(db, stationId);
        const author = await admission.authorOf(db, { station, writer });
        const arrival = { station, writer, author, room };
        // Asked together: the room is held no longer than they take. Who repeats a call gets what it gave, whatever they may do now.
        const [known, ...obstacles] = await Promise.allSettled([
          key === null ? null : messageIdOfKey(db, { stationId, ...author, key }),
          admission.assertMayWrite(db, arrival),
          admission.assertRested(db, arrival),
          replyTo === null ? null : assertAnswerable(db, { stationId, id: replyTo, clearedSeq: room.clearedSeq }),
        ]);
        if (known.status === 'rejected') throw known.reason;
        if (known.value !== null) {
          const record = await storedMessage(db, { stationId, id: known.value });
          return { message: messageReplyToInsider(record), isNew: false, isHeld: false };
        }
        for (const obstacle of obstacles) if (obstacle.status === 'rejected') throw obstacle.reason;

        const from = {
          address: writer.addressRange,
          browserHash: writer.kind === 'member' ? writer.visitorHash : null,
        };
        const message = { stationId, ...author, ...from, text, mentions, heldFor, key };
        const { id, seq } = await insertMessage(db, { ...message, replyToId: replyTo, sentAt: new Date(clock.now()) });
        const record = await storedMessage(db, { stationId, id });
        turn.tellRecord(record, seq);
        return { message: messageReplyToInsider(record), isNew: true, isHeld: heldFor !== null };
      },
      { exceptConnection: connection },
    );
  };

  return async (posting) => {
    try {
      const { message, isNew, isHeld } = await say(posting);
      if (isNew) counters.messages += 1;
      if (isHeld) counters.heldMessages += 1;
      return message;
    } catch (error) {
      countRefusal(counters, error);
      throw error;
    }
  };
};

interface Place {
  readonly stationId: string;
  readonly id: string;
}

const storedMessage = async (db: Db, place: Place) => {
  const record = await messageById(db, place);
  if (!record) throw new AppError('not_found');
  return record;
};

/** What was deleted meanwhile is answered all the same: the answer was on its way. What was cleared away is not: the answer would quote it. */
const assertAnswerable = async (db: Db, { clearedSeq, ...place }: Place & { clearedSeq: number }): Promise<void> => {
  const { heldFor, seq } = await storedMessage(db, place);
  if (heldFor !== null || seq <= clearedSeq) throw new AppError('not_found');
};
