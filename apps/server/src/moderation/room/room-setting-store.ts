import type { RoomRecord } from '../../chat/index.ts';
import type { Db } from '../../platform/postgres/index.ts';

/** What those who keep order set. */
export type RoomSettings = Pick<RoomRecord, 'open' | 'writers' | 'slowModeS' | 'announcement' | 'pinnedId'>;

/** Of a room that is locked. */
export const updateRoomSettings = async (
  db: Db,
  { stationId, open, writers, slowModeS, announcement, pinnedId }: RoomSettings & { stationId: string },
): Promise<void> => {
  await db`
    update chat_room
    set open = ${open}, writers = ${writers},
      writers_before_lock = case when ${writers} = 'team' then writers_before_lock else ${writers} end,
      slow_mode_s = ${slowModeS}, announcement = ${announcement}, pinned_id = ${pinnedId}
    where station_id = ${stationId}`;
};

/** Who could write in a locked room before it was for those who keep order alone. */
export const writersBeforeLock = async (db: Db, stationId: string): Promise<RoomSettings['writers']> => {
  const [row] = await db<{ writers: RoomSettings['writers'] }[]>`
    select writers_before_lock as writers from chat_room where station_id = ${stationId}`;
  return row?.writers ?? 'members';
};

/** Clears everything away that was said in a locked room so far. */
export const clearRoom = async (db: Db, stationId: string): Promise<void> => {
  await db`
    update chat_room set cleared_before_seq = cleared_seq, cleared_seq = seq where station_id = ${stationId}`;
};

/** Up to where a locked room was cleared away before the last clearing. */
export const clearedBefore = async (db: Db, stationId: string): Promise<number> => {
  const [row] = await db<{ seq: number }[]>`
    select cleared_before_seq::float8 as seq from chat_room where station_id = ${stationId}`;
  return row?.seq ?? 0;
};

/**
 * Takes the last clearing of a locked room back by the change `seq`. Of what everybody sees again only so many are marked as changed: who is further behind
 * asks for the newest page anyway.
 */
export const unclearRoom = async (
  db: Db,
  { stationId, seq, marked }: { stationId: string; seq: number; marked: number },
): Promise<void> => {
  await db`
    update chat_message set changed_seq = ${seq}
    where id in (
      select m.id from chat_message m join chat_room room using (station_id)
      where m.station_id = ${stationId} and m.seq > room.cleared_before_seq and m.seq <= room.cleared_seq
        and (m.state = 'shown' or (m.state = 'deleted' and m.held_for is null))
      order by m.seq desc
      limit ${marked})`;
  await db`update chat_room set cleared_seq = cleared_before_seq where station_id = ${stationId}`;
};
