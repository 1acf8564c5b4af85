import { join } from 'node:path';
import type { Clock } from '@livestreamer/clock';
import { type Archive, createArchive, createRecordings, type Recordings } from './archive/index.ts';
import { type Audio, measureRecording } from './audio/index.ts';
import type { BroadcastActs, Broadcasts } from './broadcasts/index.ts';
import type { Logger } from './platform/index.ts';
import type { Sql } from './platform/postgres/index.ts';
import type { QueryCache } from './platform/query-cache/index.ts';
import type { Stations } from './stations/index.ts';

/** What is kept of shows: their recordings, and the archive that lists them. */
export interface ServerShows {
  readonly archive: Archive;
  readonly recordings: Recordings;
}

interface ServerShowsOptions {
  readonly sql: Sql;
  readonly cache: QueryCache;
  readonly acts: BroadcastActs;
  readonly stations: Pick<Stations, 'byName' | 'taggedPicture'>;
  /** These are made after the archive, and asked for when a show is. */
  readonly broadcasts: () => Pick<Broadcasts, 'describe'>;
  readonly audio: () => Pick<Audio, 'recorder'>;
  readonly siteUrl: () => string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The archive and the recordings, which know each other. */
export const createServerShows = (options: ServerShowsOptions): ServerShows => {
  const { stations, broadcasts, audio, dataDir } = options;
  const archive: Archive = createArchive({
    ...options,
    stationByName: stations.byName,
    broadcastReplyOf: (id, caller) => broadcasts().describe(id, caller),
    deleteFiles: (broadcastId) => recordings.deleteFiles(broadcastId),
    fileOf: (show) => recordings.fileOf(show),
  });
  const recordings: Recordings = createRecordings({
    ...options,
    dir: join(dataDir, 'recordings'),
    tape: {
      record: (mountId, recording) => audio().recorder.record(mountId, recording),
      stopRecording: (mountId) => audio().recorder.stopRecording(mountId),
    },
    measure: measureRecording,
    pictureOf: stations.taggedPicture,
    onChanged: () => archive.forgetLists(),
  });
  return { archive, recordings };
};
