import { type ChatRoom, LIMITS, type RouteRequest, type setChatRoom } from '@livestreamer/contracts';
import { lockRoom, messageById, type RoomChanges, readRoom } from '../../chat/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { type ModerationLog, subjectOf } from '../log/moderation-log.ts';
import type { Keeper } from '../moderation-keepers.ts';
import {
  clearedBefore,
  clearRoom,
  type RoomSettings,
  unclearRoom,
  updateRoomSettings,
  writersBeforeLock,
} from './room-setting-store.ts';

type RoomChange = RouteRequest<typeof setChatRoom>['body'];

/** What keepers do with a room. All answer with the room as it is then. */
export interface RoomSettingsKeeper {
  /** What is left out stays. Throws `not_found` when the message to be pinned is not there for everybody. */
  set(keeper: Keeper, change: RoomChange): Promise<ChatRoom>;
  /** Clears everything away that was said so far; fine when there is nothing. */
  clear(keeper: Keeper): Promise<ChatRoom>;
  /** Takes the last clearing back; fine when it was taken back already. */
  unclear(keeper: Keeper): Promise<ChatRoom>;
}

interface RoomSettingsOptions {
  readonly changes: RoomChanges;
  readonly log: ModerationLog;
}

export const createRoomSettings = ({ changes, log }: RoomSettingsOptions): RoomSettingsKeeper => ({
  set: (keeper, change) =>
    changes.change(keeper.station, async (turn) => {
      const { db } = turn;
      const stationId = keeper.station.id;
      const room = await lockRoom(db, stationId);
      const before = change.writers === 'before-lock' ? await writersBeforeLock(db, stationId) : room.writers;
      const wanted = settingsAfter({ ...room, writers: before }, change);
      const changed = SETTING_NAMES.filter((name) => wanted[name] !== room[name]);
      if (changed.length === 0) return readRoom(db, stationId);
      const pinned = changed.includes('pinnedId')
        ? await assertPinnable(db, { stationId, pinnedId: wanted.pinnedId, clearedSeq: room.clearedSeq })
        : null;
      await updateRoomSettings(db, { ...wanted, stationId });
      turn.tellRoom();
      const said = changed.map(
        (name) => `${LOGGED_AS[name]}: ${name === 'pinnedId' ? (pinned?.subject ?? '') : (wanted[name] ?? '')}`,
      );
      await log(db, keeper, { act: 'room.change', ...pinned, subject: said.join(', ') });
      return readRoom(db, stationId);
    }),
  clear: (keeper) =>
    changes.change(keeper.station, async (turn) => {
      const { db } = turn;
      const stationId = keeper.station.id;
      const room = await lockRoom(db, stationId);
      if (room.clearedSeq < room.seq) {
        await clearRoom(db, stationId);
        turn.tellRoom();
        await log(db, keeper, { act: 'room.clear', subject: '' });
      }
      return readRoom(db, stationId);
    }),
  unclear: (keeper) =>
    changes.change(keeper.station, async (turn) => {
      const { db } = turn;
      const stationId = keeper.station.id;
      const room = await lockRoom(db, stationId);
      if ((await clearedBefore(db, stationId)) < room.clearedSeq) {
        const seq = await turn.nextSeq();
        await unclearRoom(db, { stationId, seq, marked: LIMITS.chat.changesEach + 1 });
        turn.tellRoom();
        turn.tellMany(seq);
        await log(db, keeper, { act: 'room.unclear', subject: '' });
      }
      return readRoom(db, stationId);
    }),
});

/** How the log calls each setting: as the call does. */
const LOGGED_AS = {
  open: 'open',
  writers: 'writers',
  slowModeS: 'slowModeS',
  announcement: 'announcement',
  pinnedId: 'pinned',
} as const satisfies Record<keyof RoomSettings, string>;
const SETTING_NAMES = ['open', 'writers', 'slowModeS', 'announcement', 'pinnedId'] as const;

const settingsAfter = (room: RoomSettings, change: RoomChange): RoomSettings => ({
  open: change.open ?? room.open,
  writers: change.writers === undefined || change.writers === 'before-lock' ? room.writers : change.writers,
  slowModeS: change.slowModeS ?? room.slowModeS,
  announcement: change.announcement === undefined ? room.announcement : change.announcement,
  pinnedId: change.pinned === undefined ? room.pinnedId : change.pinned,
});

/** Whose message is pinned; null: none is any more. Throws `not_found` for what not everybody sees. */
const assertPinnable = async (
  db: Db,
  { stationId, pinnedId, clearedSeq }: { stationId: string; pinnedId: string | null; clearedSeq: number },
) => {
  if (pinnedId === null) return null;
  const record = await messageById(db, { stationId, id: pinnedId });
  if (record?.state !== 'shown' || record.seq <= clearedSeq)
    throw new AppError('not_found', { message: 'Only a message that everybody sees can be pinned.' });
  return subjectOf(record);
};
