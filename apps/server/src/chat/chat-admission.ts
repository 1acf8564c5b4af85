import type { Clock } from '@livestreamer/clock';
import type { ChatRestrictionNotice } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { lastSentAt, type MessageAuthor } from './chat-message-store.ts';
import { type RoomRecord, takeVisitorNumber, visitorNumberOf } from './chat-room-store.ts';
import type { ChatWriter } from './chat-writer.ts';
import { obstacleTo, restMs } from './chat-writing-policy.ts';

/** What the rules of a station say to a text. */
export type MessageVerdict = { readonly act: 'pass' } | { readonly act: 'refuse' | 'hold'; readonly rule: string };

/** Somebody who may be muted or banned. */
export interface RestrictedWriter {
  readonly stationId: string;
  readonly accountId: string | null;
  /** Of their browser, also when they are signed in. */
  readonly visitorNumber: number | null;
  /** Of their browser, wherever it wrote; null: it does not count, or none is known. */
  readonly browserHash: string | null;
  /** Null: their address does not count. */
  readonly address: string | null;
}

export interface ChatAdmissionOptions {
  readonly limits: Pick<RateLimits, 'take'>;
  /** Why somebody may not write; null: they may. */
  readonly restrictionOf: (db: Db, writer: RestrictedWriter) => Promise<ChatRestrictionNotice | null>;
  readonly judge: (stationId: string, text: string) => Promise<MessageVerdict>;
  readonly clock: Clock;
}

interface Knock {
  readonly station: StationRecord;
  readonly writer: ChatWriter;
}

interface KnownKnock extends Knock {
  readonly author: MessageAuthor;
}

interface Arrival extends KnownKnock {
  readonly room: RoomRecord;
}

/** Who and what is let into a room. */
export interface ChatAdmission {
  /** Counts one message or edit; throws `too_many_requests`. */
  takeWriting(writer: ChatWriter): Promise<void>;
  /** As whom somebody writes; in a turn, since a visitor may get a number by it. Throws `not_signed_in`. */
  authorOf(db: Db, knock: Knock): Promise<MessageAuthor>;
  /** Throws what keeps somebody from writing now; of a mute or a ban the details are its notice. */
  assertMayWrite(db: Db, arrival: Arrival): Promise<void>;
  /** Throws `chat_slow_mode` with the seconds to wait. */
  assertRested(db: Db, arrival: Arrival): Promise<void>;
  /** Throws `chat_banned`. */
  assertNotBanned(db: Db, knock: KnownKnock): Promise<void>;
  restrictionOf(db: Db, knock: KnownKnock): Promise<ChatRestrictionNotice | null>;
  /** The rule for which a text waits for a look, null when it needs none; throws `chat_refused`. */
  ruleThatHolds(text: string, knock: Knock): Promise<string | null>;
}

export const createChatAdmission = ({ limits, restrictionOf, judge, clock }: ChatAdmissionOptions): ChatAdmission => {
  const ownRestriction: ChatAdmission['restrictionOf'] = async (db, { station, writer, author }) => {
    if (author.accountId === station.ownerId) return null;
    const who = { ...author, stationId: station.id };
    // A whole hall may stand behind one address, and a team before one browser; those who keep order are not meant with them.
    if (writer.keepsOrder) return restrictionOf(db, { ...who, browserHash: null, address: null });
    const { visitorHash, addressRange: address } = writer;
    const from = { browserHash: visitorHash, address };
    if (visitorHash === null || writer.kind === 'visitor') return restrictionOf(db, { ...who, ...from });
    const visitorNumber = await visitorNumberOf(db, { stationId: station.id, visitorHash });
    return restrictionOf(db, { ...who, ...from, visitorNumber });
  };

  return {
    takeWriting: async ({ person, addressRange }) => {
      await limits.take('chat-address', addressRange);
      await limits.take('chat-person', person);
    },
    authorOf: async (db, { station, writer }) => {
      if (writer.kind === 'member') return { accountId: writer.accountId, visitorNumber: null };
      const { visitorHash } = writer;
      if (visitorHash === null) throw new AppError('not_signed_in');
      return { accountId: null, visitorNumber: await takeVisitorNumber(db, { stationId: station.id, visitorHash }) };
    },
    restrictionOf: ownRestriction,
    assertMayWrite: async (db, { room, ...knock }) => {
      const restriction = await ownRestriction(db, knock);
      const { kind, keepsOrder } = knock.writer;
      const obstacle = obstacleTo({ isMember: kind === 'member', keepsOrder, restriction }, room);
      if (obstacle !== null) throw new AppError(obstacle, restriction ? { details: restriction } : {});
    },
    assertNotBanned: async (db, knock) => {
      const restriction = await ownRestriction(db, knock);
      if (restriction?.kind === 'ban') throw new AppError('chat_banned', { details: restriction });
    },
    assertRested: async (db, { station, writer, author, room: { slowModeS } }) => {
      if (slowModeS === 0 || writer.keepsOrder) return;
      const last = await lastSentAt(db, { stationId: station.id, ...author });
      const ms = last ? restMs({ slowModeS, lastMs: last.getTime(), nowMs: clock.now() }) : 0;
      if (ms > 0) throw new AppError('chat_slow_mode', { retryAfterS: Math.ceil(ms / 1_000) });
    },
    ruleThatHolds: async (text, { station, writer }) => {
      if (writer.keepsOrder) return null;
      const verdict = await judge(station.id, text);
      if (verdict.act === 'refuse') throw new AppError('chat_refused');
      return verdict.act === 'hold' ? verdict.rule : null;
    },
  };
};
