/** All waits and queues of the uplink. */
export interface UplinkLimits {
  /** Audio that waits for the line; what is older is dropped. */
  readonly backlogMs: number;
  /** What is handed to the operating system at once: small, so that a slow line still shows progress within `stallMs`. */
  readonly pieceBytes: number;
  /** From the connect to the server's 100. */
  readonly acceptMs: number;
  /** A piece waits and the operating system does not take it: the line is dead. */
  readonly stallMs: number;
  /** From the end of the show to the server's answer. */
  readonly finishMs: number;
  readonly firstRetryMs: number;
  /** A show has one source, and everybody waits for it. */
  readonly lastRetryMs: number;
  /** Within that time after a 100 a refusal may still come: proxies such as nginx say 100 before they have asked the server. */
  readonly believeMs: number;
  /** A connection that held for so long was a good one: the next wait is short again. */
  readonly steadyMs: number;
}

export const UPLINK_LIMITS: UplinkLimits = {
  backlogMs: 3_000,
  pieceBytes: 4 * 1024,
  acceptMs: 10_000,
  stallMs: 5_000,
  finishMs: 3_000,
  firstRetryMs: 500,
  lastRetryMs: 1_000,
  believeMs: 2_000,
  steadyMs: 5_000,
};
