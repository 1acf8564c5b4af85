import type { Level } from '../capture/level-meter.ts';
import type { UplinkState } from '../uplink/uplink-state.ts';

/** What a broadcaster wants to see at a glance. */
export interface ShowStatus {
  readonly uplink: UplinkState;
  /** Since the show was first on air; null before that. */
  readonly onAirMs: number | null;
  /** Since the uplink came into this state. */
  readonly stateMs: number;
  /** Really taken by the operating system for sending. */
  readonly sentBytes: number;
  /** The loudest moment just now; null while the capture gives nothing. */
  readonly level: Level | null;
  /** Open audio responses, as the server counts them; null while unknown. */
  readonly listeners: number | null;
}
