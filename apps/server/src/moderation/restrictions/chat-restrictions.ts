import type { Clock } from '@livestreamer/clock';
import type { ChatRestriction, ChatRestrictionNotice } from '@livestreamer/contracts';
import { permissionsOfAccount, stationRolesOf } from '../../access/index.ts';
import {
  lockRoom,
  type MessageRecord,
  messageById,
  type RestrictedWriter,
  type RoomChanges,
  takeVisitorNumber,
} from '../../chat/index.ts';
import { AppError } from '../../platform/index.ts';
import { mayStandForMany } from '../../platform/limits/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { type ModerationLog, subjectOf } from '../log/moderation-log.ts';
import { removeMessagesOf } from '../messages/message-removal.ts';
import type { Keeper } from '../moderation-keepers.ts';
import { mayRestrict } from './chat-restriction-policy.ts';
import { restrictionReply, restrictionsByIds } from './chat-restriction-read-model.ts';
import {
  browserHashOf,
  deleteEndedRestrictions,
  deleteRestriction,
  lockRestriction,
  type RestrictedTarget,
  replaceRestriction,
  strongestRestriction,
} from './chat-restriction-store.ts';

interface Restricting {
  /** The author of this message. */
  readonly messageId: string;
  readonly kind: ChatRestriction['kind'];
  /** Null: until somebody lifts it. */
  readonly forS: number | null;
  readonly reason: string;
  /** Also their address, if it is known and does not stand for many. */
  readonly address: boolean;
  /** Also delete what they said in the last day. */
  readonly removeMessages: boolean;
}

/** Who may not write on a station, and why. */
export interface ChatRestrictions {
  /** Throws `not_found`, `forbidden` (`chat-restriction-policy.ts`) and `validation_failed`. What is said in the room after it is not said by them. */
  restrict(keeper: Keeper, restricting: Restricting): Promise<ChatRestriction[]>;
  /** Throws `not_found` and `forbidden`. */
  lift(keeper: Keeper, id: string): Promise<void>;
}

interface ChatRestrictionsOptions {
  readonly sql: Sql;
  readonly changes: RoomChanges;
  readonly log: ModerationLog;
  /** What this account may do has changed: its pages are to ask anew. */
  readonly onRestricted: (accountId: string) => void;
  readonly clock: Pick<Clock, 'now'>;
}

const DAY_MS = 86_400_000;

export const createChatRestrictions = ({
  sql,
  changes,
  log,
  onRestricted,
  clock,
}: ChatRestrictionsOptions): ChatRestrictions => ({
  restrict: async (keeper, { messageId, kind, forS, reason, address, removeMessages }) => {
    const { station, caller } = keeper;
    if (kind === 'mute' && forS === null)
      throw new AppError('validation_failed', { fields: [{ path: 'forS', message: 'a mute has an end' }] });
    const { accountId, restrictions } = await changes.change(station, async (turn) => {
      const { db } = turn;
      await lockRoom(db, station.id);
      const record = await messageById(db, { stationId: station.id, id: messageId });
      if (!record) throw new AppError('not_found');
      await assertMayRestrict(db, keeper, record.accountId);
      const targets = await targetsOf(db, record, { address });
      if (targets.length === 0) throw new AppError('not_found', { message: 'The account of its author is gone.' });

      const madeAt = new Date(clock.now());
      const until = forS === null ? null : new Date(madeAt.getTime() + forS * 1_000);
      await deleteEndedRestrictions(db, { stationId: station.id, now: madeAt });
      const ids: string[] = [];
      for (const target of targets) {
        const restriction = { ...target, stationId: station.id, kind, reason, madeBy: caller.accountId, madeAt, until };
        ids.push(await replaceRestriction(db, restriction));
      }
      await log(db, keeper, {
        act: kind === 'mute' ? 'restriction.mute' : 'restriction.ban',
        ...subjectOf(record),
        reason,
      });
      if (removeMessages) {
        await removeMessagesOf(turn, { keeper, record, at: madeAt, since: new Date(madeAt.getTime() - DAY_MS) });
        await log(db, keeper, { act: 'message.remove', ...subjectOf(record), reason });
      }
      return { accountId: record.accountId, restrictions: (await restrictionsByIds(db, ids)).map(restrictionReply) };
    });
    if (accountId !== null) onRestricted(accountId);
    return restrictions;
  },
  lift: async ({ station, ...rest }, id) => {
    const accountId = await sql.begin(async (tx) => {
      const keeper = { station, ...rest };
      const target = await lockRestriction(tx, { stationId: station.id, id, now: new Date(clock.now()) });
      if (!target) throw new AppError('not_found');
      await assertMayRestrict(tx, keeper, target.accountId);
      const [row] = await restrictionsByIds(tx, [id]);
      await deleteRestriction(tx, id);
      // An address is not written down: it is to be forgotten.
      await log(tx, keeper, { act: 'restriction.lift', ...subjectOf({ ...target, username: row?.username ?? null }) });
      return target.accountId;
    });
    if (accountId !== null) onRestricted(accountId);
  },
});

/** What keeps somebody from writing; null: nothing. */
export const createRestrictionLookup =
  ({ clock }: { clock: Pick<Clock, 'now'> }) =>
  async (db: Db, writer: RestrictedWriter): Promise<ChatRestrictionNotice | null> => {
    const found = await strongestRestriction(db, { ...writer, now: new Date(clock.now()) });
    return found && { ...found, until: found.until?.toISOString() ?? null };
  };

/** Null: a visitor, or an account that is gone. */
const assertMayRestrict = async (db: Db, { caller, station }: Keeper, accountId: string | null): Promise<void> => {
  const roles = accountId === null ? [] : await stationRolesOf(db, { accountId, stationId: station.id });
  const permissions = accountId === null ? [] : await permissionsOfAccount(db, accountId);
  const isAllowed = mayRestrict(
    {
      accountId: caller.accountId,
      ownsStation: caller.accountId === station.ownerId,
      everywhere: caller.permissions.includes('chat.moderate'),
    },
    {
      accountId,
      ownsStation: accountId === station.ownerId,
      moderates: roles.includes('moderator'),
      everywhere: permissions.includes('chat.moderate'),
    },
  );
  if (!isAllowed) throw new AppError('forbidden', { message: 'Whoever this is keeps order here too.' });
};

/** Whoever wrote it, by their account and the browser they wrote with; and, as another one, their address. */
const targetsOf = async (
  db: Db,
  { id, stationId, accountId, visitorNumber, address }: MessageRecord,
  { address: alsoAddress }: { address: boolean },
): Promise<RestrictedTarget[]> => {
  const targets: RestrictedTarget[] = [];
  if (accountId !== null) {
    const visitorHash = await browserHashOf(db, id);
    const browser = visitorHash === null ? null : await takeVisitorNumber(db, { stationId, visitorHash });
    targets.push({ accountId, visitorNumber: browser, address: null });
  }
  if (visitorNumber !== null) targets.push({ accountId, visitorNumber, address: null });
  if (alsoAddress && address !== null && !mayStandForMany(address))
    targets.push({ accountId: null, visitorNumber: null, address });
  return targets;
};
