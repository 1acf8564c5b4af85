import type { Clock } from '@livestreamer/clock';
import { z } from 'zod';
import type { OpenedRecording } from '../../audio/index.ts';
import type { Logger } from '../../platform/index.ts';
import { addJob, type JobToAdd, type Tasks } from '../../platform/jobs/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { layOutRecording } from './recording-layout.ts';
import type { RecordingMeasuring } from './recording-measuring.ts';
import { insertRecording, recordingOf, saveFailed, saveFinished } from './recording-store.ts';

interface RecordingFinishingOptions {
  readonly sql: Sql;
  /** Null: nothing of it is on disk. */
  readonly findRecording: (broadcastId: string) => Promise<OpenedRecording | null>;
  readonly measuring: RecordingMeasuring;
  readonly onChanged: (broadcastId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}

const FINISH = 'finish-recording';
const MEASURE = 'measure-recording';
const LOOK_AGAIN_MS = 60_000;
const payloadSchema = z.object({ broadcastId: z.uuid() });

/** Queue it in the transaction in which the show ends; more of them do no harm. */
export const finishingJob = (broadcastId: string): JobToAdd => jobOf(FINISH, broadcastId);

const jobOf = (task: string, broadcastId: string): JobToAdd => ({
  task,
  payload: { broadcastId },
  jobKey: `${task}:${broadcastId}`,
});

/**
 * What follows the end of a show. `finish-recording`: its recording can be played, or has failed. `measure-recording`: loudness and outline come
 * minutes later; the job looks every minute whether they are there, so that another server takes over from one that died.
 */
export const recordingTasks = (options: RecordingFinishingOptions): Tasks => {
  const { sql, findRecording, measuring, onChanged, clock, log } = options;

  /** False: there is nothing to finish. */
  const isUnfinished = async (broadcastId: string, audio: OpenedRecording | null): Promise<boolean> => {
    const known = await recordingOf(sql, broadcastId);
    if (known) return known.state === 'recording' || known.state === 'finishing';
    // The database was away as it began.
    return audio !== null && insertRecording(sql, { broadcastId, beganAt: new Date(clock.now()) });
  };

  const finish = async (broadcastId: string): Promise<void> => {
    const audio = await findRecording(broadcastId);
    if (!(await isUnfinished(broadcastId, audio))) return;
    if (audio === null || audio.durationMs === 0) {
      log.error({ broadcastId }, 'Nothing was recorded of a show.');
      await saveFailed(sql, { broadcastId, failure: audio ? 'empty' : 'missing' });
      await onChanged(broadcastId);
      return;
    }
    const { format, durationMs, bytes, gaps } = audio;
    const layout = await layOutRecording(audio, null);
    await sql.begin(async (tx) => {
      await saveFinished(tx, {
        broadcastId,
        format,
        durationMs,
        bytes,
        gaps,
        layout,
        finishedAt: new Date(clock.now()),
      });
      await addJob(tx, jobOf(MEASURE, broadcastId));
    });
    log.info({ broadcastId, format, durationMs, bytes }, 'The recording of a show is finished.');
    await onChanged(broadcastId);
  };

  const measure = async (broadcastId: string): Promise<void> => {
    if ((await recordingOf(sql, broadcastId))?.state !== 'ready') return;
    if ((await measuring.ensure(broadcastId)) === 'measured') return;
    await addJob(sql, { ...jobOf(MEASURE, broadcastId), runAt: new Date(clock.now() + LOOK_AGAIN_MS) });
  };

  return {
    [FINISH]: (payload) => finish(payloadSchema.parse(payload).broadcastId),
    [MEASURE]: (payload) => measure(payloadSchema.parse(payload).broadcastId),
  };
};
