import type { LiveBroadcast } from '@livestreamer/contracts';

/** A show and the place of it. */
export interface BroadcastName {
  readonly broadcastId: string;
  readonly stationId: string;
  /** The station's name in addresses. */
  readonly slug: string;
}

/** What happens to shows in this process. */
export interface BroadcastEvents {
  /** What everybody may see of a station changed. `urgent`: its state, not only its figures. */
  changed: {
    readonly stationId: string;
    readonly slug: string;
    /** Null: off air. */
    readonly live: LiveBroadcast | null;
    readonly urgent: boolean;
  };
  /** The first frame of a show. */
  began: BroadcastName & { readonly startedAt: Date };
  /** The beginning of a show is stored: whoever asks the database finds it on air. */
  stored: BroadcastName;
  /** The source of a show is back, also after a restart of the server. */
  continued: BroadcastName;
  /** A show is over, and its end is stored. */
  ended: BroadcastName;
}

/** A show that was announced. */
export interface PlannedShow {
  readonly broadcastId: string;
  readonly title: string;
}
