import { type RoomEvent, stationRoom } from '@livestreamer/contracts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { type MessageRecord, messageById } from './chat-message-read-model.ts';
import { messageReply } from './chat-message-reply.ts';
import { readRoom } from './chat-room-reply.ts';
import { roomOf, takeSeq } from './chat-room-store.ts';
import { createRoomLine } from './room-line.ts';

/** Changes of a room, one at a time on all servers, told to everybody in it once they are stored. */
export interface RoomChanges {
  /**
   * Runs `work` in one transaction; what it told is published after the commit, and nothing if it threw. Within, nothing may be asked but through
   * `turn.db`: who holds one connection and waits for another can wait for ever.
   */
  change<T>(station: RoomStation, work: (turn: RoomTurn) => Promise<T>, options?: RoomChangeOptions): Promise<T>;
}

/** Where the room is. */
export type RoomStation = Pick<StationRecord, 'id' | 'slug'>;

export interface RoomChangeOptions {
  /** A connection that gets no event of it: its own request did it, and the reply says so. */
  readonly exceptConnection?: string | undefined;
  /** Passes all who wait for the room on this server. */
  readonly first?: boolean | undefined;
}

/** The time in which a room belongs to one change. */
export interface RoomTurn {
  readonly db: Db;
  /** Takes the next number; the room is this transaction's until it ends. Each number has to be told. */
  nextSeq(): Promise<number>;
  /** A message changed; it is told as it is at the end of the turn. */
  tellMessage(id: string, seq: number): void;
  /** The same of one that was read in this turn and does not change any more in it. */
  tellRecord(record: MessageRecord, seq: number): void;
  /** More changed, up to this number, than is told one by one. */
  tellMany(seq: number): void;
  /** The room itself changed; it is told as it is at the end of the turn. */
  tellRoom(): void;
}

/** Sends an event to everybody in a room, but for one connection. */
export type PublishInRoom = (room: string, event: RoomEvent, options?: { readonly except?: string }) => void;

interface RoomChangesOptions {
  readonly sql: Sql;
  readonly publish: PublishInRoom;
}

/** Reads what is told, at the end of the turn. */
type Telling = (db: Db) => Promise<RoomEvent>;

export const createRoomChanges = ({ sql, publish }: RoomChangesOptions): RoomChanges => {
  const line = createRoomLine();

  return {
    change: (station, work, { exceptConnection: except, first } = {}) =>
      line.inTurn(
        station.id,
        async () => {
          const { result, events } = await sql.begin(async (tx) => {
            const tellings: Telling[] = [];
            const worked = await work(turnOf(tx, { stationId: station.id, tellings }));
            const told: RoomEvent[] = [];
            for (const telling of tellings) told.push(await telling(tx));
            return { result: () => worked, events: told };
          });
          // Still in line, so that this server tells in the order of the numbers.
          for (const event of events) publish(stationRoom(station.slug), event, except === undefined ? {} : { except });
          return result();
        },
        { first },
      ),
  };
};

const turnOf = (db: Db, { stationId, tellings }: { stationId: string; tellings: Telling[] }): RoomTurn => ({
  db,
  nextSeq: () => takeSeq(db, stationId),
  tellMessage: (id, seq) =>
    void tellings.push(async (tx) => {
      const [record, room] = await Promise.all([messageById(tx, { stationId, id }), roomOf(tx, stationId)]);
      const isCleared = record !== null && record.seq <= room.clearedSeq;
      return isCleared ? { type: 'message-unseen', seq } : messageEvent(record, seq);
    }),
  tellRecord: (record, seq) => void tellings.push(async () => messageEvent(record, seq)),
  tellMany: (seq) => void tellings.push(async () => ({ type: 'messages-changed', seq })),
  tellRoom: () => void tellings.push(async (tx) => ({ type: 'chat-room', room: await readRoom(tx, stationId) })),
});

const messageEvent = (record: MessageRecord | null, seq: number): RoomEvent => {
  if (!record) return { type: 'messages-changed', seq };
  if (record.heldFor !== null) return { type: 'message-unseen', seq };
  return { type: 'message', seq, message: messageReply(record) };
};
