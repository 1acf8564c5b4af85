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
  /** How long the closing handshake may take before the connection is cut. */
  readonly closeDeadlineMs: number;
}

export const REALTIME_LIMITS: RealtimeLimits = {
  ...LIMITS.realtime,
  connectionsPerAddress: 2_000,
  closeDeadlineMs: 2_000,
};
