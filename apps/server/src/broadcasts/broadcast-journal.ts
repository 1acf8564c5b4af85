import type { Sql } from '../platform/postgres/index.ts';
import {
  type BroadcastCheckpoint,
  type BroadcastEnd,
  endBroadcast,
  endOtherBroadcasts,
  insertBroadcast,
  isBroadcastStored,
  type NewBroadcast,
  saveCheckpoint,
} from './broadcast-store.ts';
import type { BroadcastWrites } from './broadcast-writes.ts';

/** The life of shows on its way into the database. Returns at once. */
export interface BroadcastJournal {
  begin(broadcast: NewBroadcast): void;
  checkpoint(broadcast: NewBroadcast, checkpoint: BroadcastCheckpoint): void;
  /** The show ended with its last checkpoint. */
  end(broadcast: NewBroadcast, last: BroadcastEnd): void;
}

export const createBroadcastJournal = ({ sql, writes }: { sql: Sql; writes: BroadcastWrites }): BroadcastJournal => {
  const store = (broadcast: NewBroadcast): Promise<void> =>
    sql.begin(async (tx) => {
      await endOtherBroadcasts(tx, broadcast);
      await insertBroadcast(tx, broadcast);
    });

  /** A show whose beginning was lost must not be lost whole. */
  const withBeginning = async (broadcast: NewBroadcast, update: () => Promise<boolean>): Promise<void> => {
    if ((await update()) || (await isBroadcastStored(sql, broadcast.id))) return;
    await store(broadcast);
    await update();
  };

  return {
    begin: (broadcast) => {
      writes.add(broadcast.stationId, { name: 'begin', broadcastId: broadcast.id, run: () => store(broadcast) });
    },
    checkpoint: (broadcast, checkpoint) => {
      const run = () => withBeginning(broadcast, () => saveCheckpoint(sql, checkpoint));
      writes.add(broadcast.stationId, { name: 'checkpoint', broadcastId: broadcast.id, replaceable: true, run });
    },
    end: (broadcast, last) => {
      const update = () => endBroadcast(sql, last);
      // What was only taken up had been stored by somebody.
      const run = last.ifUntouchedSince ? () => update().then(() => undefined) : () => withBeginning(broadcast, update);
      writes.add(broadcast.stationId, { name: 'end', broadcastId: broadcast.id, run });
    },
  };
};
