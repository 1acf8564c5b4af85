import type { Clock } from '@livestreamer/clock';
import type { BroadcastActs } from '../broadcasts/index.ts';
import type { Caller, RouteRegistrar } from '../platform/http/index.ts';
import type { Logger, Part } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { QueryCache } from '../platform/query-cache/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { createArchiveEdits } from './archive-edits.ts';
import { type ArchiveRoutesOptions, archiveRoutes } from './archive-routes.ts';
import { createArchiveSweep } from './archive-sweep.ts';
import { hasBookmark } from './bookmark-store.ts';
import { type PodcastOptions, podcastDocuments } from './podcast/podcast-documents.ts';

/** Shows of the past: found, said something of, published, kept and deleted. */
export interface Archive {
  /** Whether the caller keeps a show. */
  isBookmarked(broadcastId: string, caller: Caller | null): Promise<boolean>;
  /** What the lists of everybody show is not true any more. */
  forgetLists(): Promise<void>;
  /** Something began or ended on a station. */
  forgetOnAir(stationId: string): Promise<void>;
  routes(registrar: RouteRegistrar): void;
  readonly part: Part;
}

interface ArchiveOptions {
  readonly sql: Sql;
  readonly cache: QueryCache;
  readonly acts: BroadcastActs;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  readonly broadcastReplyOf: ArchiveRoutesOptions['broadcastReplyOf'];
  /** Deletes what lies on the disk of a show that is erased. */
  readonly deleteFiles: (broadcastId: string) => Promise<void>;
  /** What is played of a show; null when nothing can be. */
  readonly fileOf: PodcastOptions['fileOf'];
  readonly siteUrl: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

export const createArchive = (options: ArchiveOptions): Archive => {
  const { sql, cache, acts, stationByName, broadcastReplyOf, deleteFiles, fileOf, siteUrl, clock, log } = options;
  const forgetLists = (): Promise<void> => cache.drop(['published']);
  const edits = createArchiveEdits({ sql, acts, onChanged: forgetLists, clock });
  return {
    isBookmarked: async (broadcastId, caller) =>
      caller !== null && hasBookmark(sql, { accountId: caller.accountId, broadcastId }),
    forgetLists,
    forgetOnAir: (stationId) => cache.drop([`on-air ${stationId}`]),
    routes: (registrar) => {
      archiveRoutes({ sql, cache, edits, stationByName, broadcastReplyOf, clock })(registrar);
      podcastDocuments({ sql, cache, stationByName, fileOf, siteUrl, clock })(registrar);
    },
    part: createArchiveSweep({ sql, deleteFiles, clock, log }),
  };
};
