import { CLOSE } from '@livestreamer/contracts';

/** What the realtime engine counts, since it started. Nothing is dropped without one of these going up. */
export interface RealtimeCounters {
  /** Connections accepted. */
  opened: number;
  /** Upgrades refused because a page of another site asked. */
  refusedOrigins: number;
  /** Upgrades refused because their address has too many connections already. */
  refusedAddresses: number;
  /** Refused because one person has too many connections already. */
  refusedPeople: number;
  /** Refused because it could not be found out in time who asks. */
  refusedUnknown: number;
  /** Closed because they read more slowly than their rooms speak. */
  closedSlow: number;
  /** Closed because nothing was heard from them. */
  closedSilent: number;
  /** Closed because of a message that is not of the documented shape. */
  closedMalformed: number;
  /** Closed because of bytes that are no WebSocket frame, or too large a one. */
  closedBroken: number;
  closedTooManyRooms: number;
  /** Connections that are gone, by the code that was said last: ours (`CLOSE`), or the one of the line; `other` is everything unheard of. */
  readonly closes: Map<string, number>;
  /** Closed because they said more than a page ever does. */
  closedFlooding: number;
  /** Events published on this node. */
  published: number;
  /** Figures that a newer one replaced before they went out. */
  replaced: number;
  /** Rooms that started anew because events were missed. */
  roomsRestarted: number;
  /** Snapshots that could not be read and were tried again. */
  failedSnapshots: number;
}

export const createRealtimeCounters = (): RealtimeCounters => ({
  opened: 0,
  refusedOrigins: 0,
  refusedAddresses: 0,
  refusedPeople: 0,
  refusedUnknown: 0,
  closedSlow: 0,
  closedSilent: 0,
  closedMalformed: 0,
  closedBroken: 0,
  closedTooManyRooms: 0,
  closes: new Map(),
  closedFlooding: 0,
  published: 0,
  replaced: 0,
  roomsRestarted: 0,
  failedSnapshots: 0,
});

/** What RFC 6455 §7.4.1 names, 1005 (none was said) and 1006 (the line broke) among them. */
const LINE_CODES = new Set([1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011]);
const OUR_CODES = new Set<number>(Object.values(CLOSE).map(({ code }) => code));

/** Counts the end of a connection. A client may say any code, so only known ones are told apart. */
export const countClose = ({ closes }: Pick<RealtimeCounters, 'closes'>, code: number): void => {
  const name = LINE_CODES.has(code) || OUR_CODES.has(code) ? String(code) : 'other';
  closes.set(name, (closes.get(name) ?? 0) + 1);
};
