import type { Clock } from '@livestreamer/clock';
import type { Recording } from '@livestreamer/contracts';
import { type AudioEvents, type OpenedRecording, openRecording, type Recorder } from '../../audio/index.ts';
import type { BroadcastActs, BroadcastEvents, BroadcastRecord } from '../../broadcasts/index.ts';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import type { Logger, Part, TypedEvents } from '../../platform/index.ts';
import { addJob, type Tasks } from '../../platform/jobs/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { deleteFilesOf } from './recording-files.ts';
import { finishingJob, recordingTasks } from './recording-finishing.ts';
import { bordersOf, layOutRecording, type Trim } from './recording-layout.ts';
import { createRecordingMeasuring, type Measures } from './recording-measuring.ts';
import { type RecordingFile, recordingFileOf } from './recording-playback.ts';
import { recordingReply } from './recording-reply.ts';
import { recordingRoutes } from './recording-routes.ts';
import { markFinishing, markGone, recordingOf } from './recording-store.ts';
import { createRecordingSweep } from './recording-sweep.ts';
import { createShowTaping } from './show-taping.ts';

/** What is recorded of shows: from the first frame to the file that is played, trimmed, and deleted one day. */
export interface Recordings {
  /** Tapes what goes on air, until `stop` of the parts. */
  heed(events: { readonly broadcasts: TypedEvents<BroadcastEvents>; readonly audio: TypedEvents<AudioEvents> }): void;
  /** Belongs into the transaction in which a show ends. */
  onEnding(tx: Db, show: { readonly broadcastId: string }): Promise<void>;
  /** As answers about a broadcast show it; null: none. */
  of(broadcastId: string): Promise<Recording | null>;
  /** What is played of a show; null when nothing can be. */
  fileOf(show: BroadcastRecord): Promise<RecordingFile | null>;
  /** Deletes what is on disk of a show that is erased. Again does no harm. */
  deleteFiles(broadcastId: string): Promise<void>;
  routes(registrar: RouteRegistrar): void;
  readonly tasks: Tasks;
  readonly parts: readonly Part[];
}

export interface RecordingsOptions {
  readonly sql: Sql;
  /** Where the files are. With several servers it is the same folder for all. */
  readonly dir: string;
  readonly tape: Pick<Recorder, 'record' | 'stopRecording'>;
  readonly measure: (audio: OpenedRecording, signal: AbortSignal) => Promise<Measures>;
  /** Hears of what pages and lists show differently now. */
  readonly onChanged: (broadcastId: string) => Promise<void>;
  /** The JPEG of a picture for tags, some 60 kB at most. Null: it is gone. */
  readonly pictureOf: (pictureId: string) => Promise<Uint8Array | null>;
  readonly acts: BroadcastActs;
  readonly clock: Clock;
  readonly log: Logger;
}

export const createRecordings = (options: RecordingsOptions): Recordings => {
  const { sql, dir, measure, onChanged } = options;
  const findRecording = (broadcastId: string) => openRecording({ dir, name: broadcastId });
  const recordingThere = async (broadcastId: string): Promise<OpenedRecording> => {
    const audio = await findRecording(broadcastId);
    if (audio === null) throw new Error(`The files of the recording ${broadcastId} are missing.`);
    return audio;
  };
  const taping = createShowTaping(options);
  const measuring = createRecordingMeasuring({
    ...options,
    measure: async (broadcastId, signal) => measure(await recordingThere(broadcastId), signal),
  });
  const cut = async (broadcastId: string, wanted: Trim | null) => {
    const audio = await recordingThere(broadcastId);
    const trim = wanted && bordersOf(audio, wanted);
    return { trim, layout: await layOutRecording(audio, trim) };
  };
  const fileOf = async (show: BroadcastRecord): Promise<RecordingFile | null> => {
    const recording = await recordingOf(sql, show.id);
    return recording && recordingFileOf(options, { show, recording });
  };
  const deleteFiles = (broadcastId: string): Promise<void> => deleteFilesOf(dir, broadcastId);
  const remove = async (
    broadcastId: string,
    note: (tx: Db) => Promise<void> = async () => undefined,
  ): Promise<boolean> => {
    const isGone = await sql.begin(async (tx) => {
      if (!(await markGone(tx, broadcastId))) return false;
      await note(tx);
      return true;
    });
    if (!isGone) return false;
    await deleteFiles(broadcastId);
    await onChanged(broadcastId);
    return true;
  };

  return {
    heed: ({ broadcasts, audio }) => {
      broadcasts.on('began', (show) => void taping.began(show));
      broadcasts.on('continued', (show) => void taping.continued(show));
      audio.on('off-air', ({ mountId }) => taping.offAir(mountId));
      audio.on('recording-failed', ({ name, reason }) => void taping.failed(name, reason));
    },
    onEnding: async (tx, { broadcastId }) => {
      await taping.closed(broadcastId);
      await markFinishing(tx, broadcastId);
      await addJob(tx, finishingJob(broadcastId));
    },
    of: async (broadcastId) => {
      const record = await recordingOf(sql, broadcastId);
      return record && recordingReply(record);
    },
    fileOf,
    deleteFiles,
    routes: recordingRoutes({ sql, fileOf, cut, remove, acts: options.acts, onChanged }),
    tasks: recordingTasks({ ...options, findRecording, measuring }),
    parts: [createRecordingSweep({ ...options, remove }), { name: 'recording measures', stop: measuring.stop }],
  };
};
