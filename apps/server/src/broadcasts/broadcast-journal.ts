import type { Logger } from '../platform/index.ts';
import type { Db, Sql } from '../platform/postgres/index.ts';
import {
  type BroadcastCheckpoint,
  type BroadcastEnd,
  endBroadcast,
  endOtherBroadcasts,
  hasBroadcastBegun,
  insertBroadcast,
  type NewBroadcast,
  openPlannedBroadcast,
  saveCheckpoint,
} from './broadcast-store.ts';
import type { BroadcastWrites } from './broadcast-writes.ts';
import { type LiveStateStore, newerHearts } from './live-state.ts';

/** The life of shows on its way into the database. Returns at once. */
export interface BroadcastJournal {
  /** `onStored`: after the commit. */
  begin(broadcast: NewBroadcast, onStored: () => void): void;
  /** `onOver`: it has ended as far as the database knows, so another server began something else. */
  checkpoint(
    broadcast: NewBroadcast,
    checkpoint: { readonly figures: BroadcastCheckpoint; readonly onOver: () => void },
  ): void;
  /**
   * The show ended with its last checkpoint, and with the hearts that were taken until its live state was closed. `released`: ends when
   * nothing writes that any more. `onStored`: after the commit; not called when somebody else carries it.
   */
  end(
    broadcast: NewBroadcast,
    ending: { readonly last: BroadcastEnd; readonly released: Promise<void>; readonly onStored: () => void },
  ): void;
}

interface BroadcastJournalOptions {
  readonly sql: Sql;
  readonly writes: BroadcastWrites;
  readonly liveStates: LiveStateStore;
  /** What else belongs into the transaction in which a show ends. */
  readonly onEnding: (tx: Db, show: { broadcastId: string; stationId: string }) => Promise<void>;
  readonly log: Logger;
}

export const createBroadcastJournal = (options: BroadcastJournalOptions): BroadcastJournal => {
  const { sql, writes, liveStates, onEnding, log } = options;

  const store = async (tx: Db, broadcast: NewBroadcast): Promise<void> => {
    const { stationId } = broadcast;
    for (const broadcastId of await endOtherBroadcasts(tx, broadcast)) await onEnding(tx, { broadcastId, stationId });
    if (broadcast.isPlanned) await openPlannedBroadcast(tx, broadcast);
    await insertBroadcast(tx, broadcast);
  };

  /** A show whose beginning was lost must not be lost whole. False: it is over already. */
  const withBeginning = async (tx: Db, broadcast: NewBroadcast, update: () => Promise<boolean>): Promise<boolean> => {
    if (await update()) return true;
    if (await hasBroadcastBegun(tx, broadcast.id)) return false;
    await store(tx, broadcast);
    return update();
  };

  /** Without the live state the newest that this process heard counts. */
  const withLastHearts = async (last: BroadcastEnd): Promise<BroadcastEnd> => {
    // What another process carries must stay open.
    const read = last.ifUntouchedSince ? liveStates.hearts : liveStates.close;
    const counted = await read(last.id).catch((err: unknown) => {
      log.warn(
        { err, broadcastId: last.id },
        'The last hearts of a broadcast could not be read; the newest known ones are stored.',
      );
      return null;
    });
    if (!counted) return last;
    const { total, minutes } = newerHearts({ total: last.hearts, minutes: last.heartMinutes }, counted);
    return { ...last, hearts: total, heartMinutes: minutes };
  };

  const forget = (show: { stationId: string; broadcastId: string }): Promise<void> =>
    liveStates
      .remove(show)
      .catch((err: unknown) =>
        log.warn({ err, ...show }, 'The live state of a broadcast could not be removed; it expires.'),
      );

  return {
    begin: (broadcast, onStored) => {
      const run = async (): Promise<void> => {
        await sql.begin((tx) => store(tx, broadcast));
        onStored();
      };
      writes.add(broadcast.stationId, { name: 'begin', broadcastId: broadcast.id, run });
    },
    checkpoint: (broadcast, { figures, onOver }) => {
      const run = async () => {
        const isOpen = await sql.begin((tx) => withBeginning(tx, broadcast, () => saveCheckpoint(tx, figures)));
        if (!isOpen) onOver();
      };
      writes.add(broadcast.stationId, { name: 'checkpoint', broadcastId: broadcast.id, replaceable: true, run });
    },
    end: (broadcast, { last, released, onStored }) => {
      const show = { broadcastId: broadcast.id, stationId: broadcast.stationId };
      const run = async (): Promise<void> => {
        await released;
        const final = await withLastHearts(last);
        const isOver = await sql.begin(async (tx) => {
          const update = () => endBroadcast(tx, final);
          // What was only taken up had been stored by somebody.
          const ended = last.ifUntouchedSince ? await update() : await withBeginning(tx, broadcast, update);
          if (ended) await onEnding(tx, show);
          return ended || !last.ifUntouchedSince;
        });
        if (!isOver) return;
        await forget(show);
        onStored();
      };
      writes.add(broadcast.stationId, { name: 'end', broadcastId: broadcast.id, run });
    },
  };
};
