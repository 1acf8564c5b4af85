import type { Sql } from '../platform/postgres/index.ts';
import {
  type BroadcastCheckpoint,
  endBroadcast,
  endOtherBroadcasts,
  insertBroadcast,
  type NewBroadcast,
  saveCheckpoint,
} from './broadcast-store.ts';
import type { BroadcastWrites } from './broadcast-writes.ts';

/** The life of shows on its way into the database. Returns at once. */
export interface BroadcastJournal {
  begin(broadcast: NewBroadcast): void;
  checkpoint(stationId: string, checkpoint: BroadcastCheckpoint): void;
  /** The show ended with its last checkpoint. */
  end(stationId: string, last: BroadcastCheckpoint): void;
}

export const createBroadcastJournal = ({ sql, writes }: { sql: Sql; writes: BroadcastWrites }): BroadcastJournal => ({
  begin: (broadcast) => {
    const run = () =>
      sql.begin(async (tx) => {
        await endOtherBroadcasts(tx, broadcast);
        await insertBroadcast(tx, broadcast);
      });
    writes.add(broadcast.stationId, { name: 'begin', broadcastId: broadcast.id, run });
  },
  checkpoint: (stationId, checkpoint) => {
    const run = () => saveCheckpoint(sql, checkpoint);
    writes.add(stationId, { name: 'checkpoint', broadcastId: checkpoint.id, replaceable: true, run });
  },
  end: (stationId, last) => {
    writes.add(stationId, { name: 'end', broadcastId: last.id, run: () => endBroadcast(sql, last) });
  },
});
