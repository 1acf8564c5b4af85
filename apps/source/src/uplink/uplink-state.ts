/**
 * Where the uplink is.
 *
 *   idle ──first frame──▶ connecting ──100──▶ on-air ──lost, stalled, refused──▶ waiting ──▶ connecting …
 *   waiting ──its time is over, and the capture gives no sound──▶ idle
 *   connecting, or on-air since a moment ──refused for good, and never longer on air before──▶ refused
 *   on-air ──another source of this account took over──▶ refused
 *   any ──end()──▶ ending ──▶ ended
 */
export type UplinkState =
  /** There is nothing to send: a source that sends nothing would be sent away. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'on-air' }
  /** Tries again by itself; `why` is a sentence. `answered`: the server said so itself. */
  | { readonly kind: 'waiting'; readonly why: string; readonly answered: boolean }
  | { readonly kind: 'ending' }
  /** `clean`: the server was told that the show is over, so it ended there at once. */
  | { readonly kind: 'ended'; readonly clean: boolean }
  /** The server refuses and trying again would not help. */
  | { readonly kind: 'refused'; readonly why: string };

/** What the uplink has done so far. */
export interface UplinkFigures {
  /** Bytes of audio that the operating system has taken for sending: never what still waits in this process. */
  readonly sentBytes: number;
  /** Audio that was thrown away because the line was too slow or away for too long. */
  readonly droppedMs: number;
  /** How often audio began to flow. */
  readonly timesOnAir: number;
}
