import { createHash } from 'node:crypto';
import { stationRolesOf, type Visitors } from '../access/index.ts';
import type { CallContext, Caller } from '../platform/http/index.ts';
import { rangeOf } from '../platform/limits/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { keepsOrder } from './chat-keeper-policy.ts';
import { visitorNumberOf } from './chat-room-store.ts';

/** Somebody in a room who may have something to say. */
export type ChatWriter = MemberWriter | VisitorWriter;

interface MemberWriter {
  readonly kind: 'member';
  readonly accountId: string;
  readonly username: string;
  readonly keepsOrder: boolean;
  /** Of the number in their browser's cookie, from when they were not signed in; null: there is none. */
  readonly visitorHash: string | null;
  /** For limits. */
  readonly person: string;
  readonly addressRange: string;
}

interface VisitorWriter {
  readonly kind: 'visitor';
  /** Of the number in their cookie; null: they have none, so nobody could tell them apart. */
  readonly visitorHash: string | null;
  readonly keepsOrder: false;
  readonly person: string;
  readonly addressRange: string;
}

/** Finds out who asks. */
export interface ChatWriters {
  isKeeper(caller: Caller, station: StationRecord): Promise<boolean>;
  writerOf(context: CallContext, station: StationRecord): Promise<ChatWriter>;
  /** The number of a visitor on a station; null: they have never written there. */
  numberOf(writer: ChatWriter, station: StationRecord): Promise<number | null>;
}

export interface ChatWritersOptions {
  readonly sql: Sql;
  readonly visitors: Pick<Visitors, 'personOf' | 'numberIn'>;
}

export const createChatWriters = ({ sql, visitors }: ChatWritersOptions): ChatWriters => {
  const isKeeper: ChatWriters['isKeeper'] = async (caller, station) => {
    const roles = await stationRolesOf(sql, { accountId: caller.accountId, stationId: station.id });
    return keepsOrder(caller, { station, roles });
  };

  return {
    isKeeper,
    writerOf: async (context, station) => {
      const { caller, address, cookieHeader } = context;
      const number = visitors.numberIn(cookieHeader);
      const visitorHash = number === null ? null : hashOf(number);
      const common = { visitorHash, person: visitors.personOf(context), addressRange: rangeOf(address) };
      if (caller) {
        const { accountId, username } = caller;
        return { kind: 'member', accountId, username, keepsOrder: await isKeeper(caller, station), ...common };
      }
      return { kind: 'visitor', keepsOrder: false, ...common };
    },
    numberOf: async (writer, { id: stationId }) => {
      if (writer.kind === 'member' || writer.visitorHash === null) return null;
      return visitorNumberOf(sql, { stationId, visitorHash: writer.visitorHash });
    },
  };
};

/** The cookie is a key to whoever wrote something; the database does not need it. */
const hashOf = (number: string): string => createHash('sha256').update(number).digest('base64url');
