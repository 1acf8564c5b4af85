import type { ChatWriters } from '@livestreamer/contracts';
import type { Db } from '../platform/postgres/index.ts';

/** A room as it is stored; a station that never had one has that of `NEW_ROOM`. */
export interface RoomRecord {
  /** Its last change. */
  readonly seq: number;
  readonly open: boolean;
  readonly writers: ChatWriters;
  readonly slowModeS: number;
  readonly clearedSeq: number;
  readonly pinnedId: string | null;
  readonly announcement: string | null;
}

/** As the defaults of the table. */
const NEW_ROOM: RoomRecord = {
  seq: 0,
  open: true,
  writers: 'members',
  slowModeS: 0,
  clearedSeq: 0,
  pinnedId: null,
  announcement: null,
};

const columns = (db: Db) => db`
  seq::float8 as seq, open, writers, slow_mode_s, cleared_seq::float8 as cleared_seq, pinned_id, announcement`;

export const roomOf = async (db: Db, stationId: string): Promise<RoomRecord> => {
  const [room] = await db<RoomRecord[]>`select ${columns(db)} from chat_room where station_id = ${stationId}`;
  return room ?? NEW_ROOM;
};

/** As it is now, and until the transaction ends. */
export const lockRoom = async (db: Db, stationId: string): Promise<RoomRecord> => {
  const lock = () => db<RoomRecord[]>`select ${columns(db)} from chat_room where station_id = ${stationId} for update`;
  const [room] = await lock();
  if (room) return room;
  await db`insert into chat_room (station_id) values (${stationId}) on conflict on constraint chat_room_pkey do nothing`;
  const [made] = await lock();
  return made ?? NEW_ROOM;
};

/** Takes the next number of a room, and the room with it until the transaction ends. */
export const takeSeq = async (db: Db, stationId: string): Promise<number> => {
  const [row] = await db<{ seq: number }[]>`
    insert into chat_room (station_id, seq) values (${stationId}, 1)
    on conflict on constraint chat_room_pkey do update set seq = chat_room.seq + 1
    returning seq::float8 as seq`;
  if (!row) throw new Error('A room gave no number.');
  return row.seq;
};

/** The number that a visitor who writes has on a station; a new one when they never wrote. With the room locked. */
export const takeVisitorNumber = async (
  db: Db,
  { stationId, visitorHash }: { stationId: string; visitorHash: string },
): Promise<number> => {
  const known = await visitorNumberOf(db, { stationId, visitorHash });
  if (known !== null) return known;
  const [row] = await db<{ number: number }[]>`
    with taken as (
      update chat_room set next_visitor_number = next_visitor_number + 1 where station_id = ${stationId}
      returning next_visitor_number - 1 as number
    )
    insert into chat_visitor (station_id, visitor_hash, number) select ${stationId}, ${visitorHash}, number from taken
    returning number`;
  if (!row) throw new Error('A room gave no number to a visitor.');
  return row.number;
};

/** Null: they never wrote. */
export const visitorNumberOf = async (
  db: Db,
  { stationId, visitorHash }: { stationId: string; visitorHash: string },
): Promise<number | null> => {
  const [row] = await db<{ number: number }[]>`
    select number from chat_visitor where station_id = ${stationId} and visitor_hash = ${visitorHash}`;
  return row?.number ?? null;
};

export const unpin = async (db: Db, stationId: string): Promise<void> => {
  await db`update chat_room set pinned_id = null where station_id = ${stationId}`;
};

/** The last change of each of these rooms, by the slug of its station. */
export const seqsOfRooms = (db: Db, slugs: readonly string[]): Promise<{ slug: string; seq: number }[]> =>
  db<{ slug: string; seq: number }[]>`
    select station.slug, chat_room.seq::float8 as seq
    from chat_room join station on station.id = chat_room.station_id
    where station.slug = any(${[...slugs]}::text[])`;
