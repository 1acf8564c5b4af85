import { LIMITS } from '@livestreamer/contracts';

/** What one connection, and all connections of one address, may do. The first five are part of the contracts. */
export interface RealtimeLimits {
  readonly frameBytes: number;
  readonly outboxBytes: number;
  readonly roomsPerConnection: number;
  readonly heartbeatMs: number;
  readonly silenceMs: number;
  /** Of one address, or IPv6 /64. Generous: a whole conference may sit behind it. */
  readonly connectionsPerAddress: number;
  /** Of one account, or one visitor's browser: its tabs, and a few that are not quite gone. */
  readonly connectionsPerPerson: number;
  /** What one connection may say: so many messages at once, and so many a second in the long run. Pings count. */
  readonly messageBurst: number;
  readonly messagesPerS: number;
  /** Server-sent events end after this long, and whoever still listens asks on: nothing else shows that nobody does. */
  readonly replyMs: number;
  /** In a busy room events wait this long for others, so that they cost one write for each connection. */
  readonly gatherMs: number;
  /** How long the closing handshake may take before the connection is cut. */
  readonly closeDeadlineMs: number;
}

export const REALTIME_LIMITS: RealtimeLimits = {
  ...LIMITS.realtime,
  connectionsPerAddress: 2_000,
  connectionsPerPerson: 50,
  messageBurst: 100,
  messagesPerS: 20,
  replyMs: 10 * 60_000,
  gatherMs: 100,
  closeDeadlineMs: 2_000,
};
