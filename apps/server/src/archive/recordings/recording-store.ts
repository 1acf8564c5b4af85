import type { AudioFormat } from '@livestreamer/contracts';
import type { OpenedRecording } from '../../audio/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import type { RecordingLayout, Trim } from './recording-layout.ts';

export type RecordingState = 'recording' | 'finishing' | 'ready' | 'failed' | 'gone';

/** What was recorded of a show. */
export interface RecordingRecord {
  readonly broadcastId: string;
  readonly state: RecordingState;
  /** Null: not finished. */
  readonly format: AudioFormat | null;
  /** Of all that was recorded. */
  readonly durationMs: number;
  readonly bytes: number;
  readonly gaps: OpenedRecording['gaps'];
  readonly finishedAt: Date | null;
  readonly loudnessLufs: number | null;
  readonly trimStartMs: number | null;
  readonly trimEndMs: number | null;
  /** Why it is not whole, or not there. */
  readonly failure: string | null;
  /** Whether its station offers files to visitors. */
  readonly offered: boolean;
}

const COLUMNS = (db: Db) => db`
  r.broadcast_id, r.state, r.format, r.duration_ms, r.bytes::float8 as bytes, r.gaps, r.finished_at, r.loudness_lufs, r.trim_start_ms, r.trim_end_ms,
  r.failure, s.offer_downloads as offered`;

export const recordingsByBroadcast = (db: Db, broadcastIds: readonly string[]): Promise<RecordingRecord[]> => db<
  RecordingRecord[]
>`
  select ${COLUMNS(db)}
  from recording r join broadcast b on b.id = r.broadcast_id join station s on s.id = b.station_id
  where r.broadcast_id = any(${[...broadcastIds]}::uuid[])`;

export const recordingOf = async (db: Db, broadcastId: string): Promise<RecordingRecord | null> => {
  const [row] = await recordingsByBroadcast(db, [broadcastId]);
  return row ?? null;
};

/** Whether a station wants its shows recorded. */
export const recordsShows = async (db: Db, stationId: string): Promise<boolean> => {
  const [row] = await db<{ recordShows: boolean }[]>`select record_shows from station where id = ${stationId}`;
  return row?.recordShows ?? false;
};

/** False while the show itself is not stored yet. Does nothing when it is there already. */
export const insertRecording = async (
  db: Db,
  { broadcastId, beganAt }: { broadcastId: string; beganAt: Date },
): Promise<boolean> => {
  await db`
    insert into recording (broadcast_id, state, began_at)
    select id, 'recording', ${beganAt} from broadcast where id = ${broadcastId}
    on conflict on constraint recording_pkey do nothing`;
  const rows = await db`select from recording where broadcast_id = ${broadcastId}`;
  return rows.length > 0;
};

export const markFinishing = async (db: Db, broadcastId: string): Promise<void> => {
  await db`update recording set state = 'finishing' where broadcast_id = ${broadcastId} and state = 'recording'`;
};

/** Why a running recording stopped before its show. */
export const noteFailure = async (
  db: Db,
  { broadcastId, failure }: { broadcastId: string; failure: string },
): Promise<void> => {
  await db`update recording set failure = ${failure} where broadcast_id = ${broadcastId} and failure is null`;
};

export interface FinishedRecording {
  readonly broadcastId: string;
  readonly format: AudioFormat;
  readonly durationMs: number;
  readonly bytes: number;
  readonly gaps: OpenedRecording['gaps'];
  readonly layout: RecordingLayout;
  readonly finishedAt: Date;
}

/** False when it was deleted meanwhile, or is finished already. */
export const saveFinished = async (
  db: Db,
  { broadcastId, format, durationMs, bytes, gaps, layout, finishedAt }: FinishedRecording,
): Promise<boolean> => {
  const { count } = await db`
    update recording set state = 'ready', format = ${format}, duration_ms = ${Math.round(durationMs)}, bytes = ${bytes},
      gaps = ${JSON.stringify(wholeMs(gaps))}::text::jsonb, layout = ${JSON.stringify(layout)}::text::jsonb, finished_at = ${finishedAt}
    where broadcast_id = ${broadcastId} and state in ('recording', 'finishing')`;
  return count > 0;
};

export const saveFailed = async (
  db: Db,
  { broadcastId, failure }: { broadcastId: string; failure: string },
): Promise<void> => {
  await db`
    update recording set state = 'failed', failure = coalesce(failure, ${failure})
    where broadcast_id = ${broadcastId} and state in ('recording', 'finishing')`;
};

export interface RecordingMeasures {
  readonly broadcastId: string;
  readonly loudnessLufs: number | null;
  /** One byte for each step. */
  readonly peaks: Uint8Array;
  readonly stepMs: number;
}

export const saveMeasures = async (
  db: Db,
  { broadcastId, loudnessLufs, peaks, stepMs }: RecordingMeasures,
): Promise<void> => {
  await db`
    update recording set loudness_lufs = ${loudnessLufs}, peaks = ${Buffer.from(peaks)}, peak_step_ms = ${stepMs}
    where broadcast_id = ${broadcastId} and state = 'ready'`;
};

/** Null: not measured. */
export const waveformOf = async (
  db: Db,
  broadcastId: string,
): Promise<{ peaks: Uint8Array; stepMs: number } | null> => {
  const [row] = await db<{ peaks: Uint8Array; stepMs: number }[]>`
    select peaks, peak_step_ms as step_ms from recording where broadcast_id = ${broadcastId} and state = 'ready' and peaks is not null`;
  return row ?? null;
};

export const isMeasured = async (db: Db, broadcastId: string): Promise<boolean> =>
  (await waveformOf(db, broadcastId)) !== null;

/** Null: it is not ready. */
export const layoutOfRecording = async (db: Db, broadcastId: string): Promise<RecordingLayout | null> => {
  const [row] = await db<{ layout: RecordingLayout }[]>`
    select layout from recording where broadcast_id = ${broadcastId} and state = 'ready'`;
  return row?.layout ?? null;
};

/** False when it is not ready. */
export const saveTrim = async (
  db: Db,
  { broadcastId, trim, layout }: { broadcastId: string; trim: Trim | null; layout: RecordingLayout },
): Promise<boolean> => {
  const { count } = await db`
    update recording set trim_start_ms = ${trim?.startMs ?? null}, trim_end_ms = ${trim?.endMs ?? null},
      layout = ${JSON.stringify(layout)}::text::jsonb
    where broadcast_id = ${broadcastId} and state = 'ready'`;
  return count > 0;
};

/** Its files may be deleted from now on. False when there is none, or its show is on air. */
export const markGone = async (db: Db, broadcastId: string): Promise<boolean> => {
  const { count } = await db`
    update recording set state = 'gone', layout = null, peaks = null, peak_step_ms = null, bytes = 0
    where broadcast_id = ${broadcastId} and state in ('ready', 'failed')`;
  return count > 0;
};

/** A show of which there are files. `state` is null when its recording is not stored. */
export interface ShowOnDisk {
  readonly broadcastId: string;
  readonly state: RecordingState | null;
  readonly isOver: boolean;
}

/** Of these shows, those that the database knows. */
export const knownShows = (db: Db, broadcastIds: readonly string[]): Promise<ShowOnDisk[]> => db<ShowOnDisk[]>`
  select b.id as broadcast_id, r.state, b.ended_at is not null as is_over
  from broadcast b left join recording r on r.broadcast_id = b.id
  where b.id = any(${[...broadcastIds]}::uuid[])`;

/** Shows that are over and whose recording is not finished. */
export const unfinishedRecordings = async (db: Db): Promise<string[]> => {
  const rows = await db<{ broadcastId: string }[]>`
    select r.broadcast_id from recording r join broadcast b on b.id = r.broadcast_id
    where r.state in ('recording', 'finishing') and b.ended_at is not null`;
  return rows.map(({ broadcastId }) => broadcastId);
};

/** Null: an account that is gone. */
export const nameOfAccount = async (db: Db, accountId: string): Promise<string | null> => {
  const [row] = await db<{ username: string | null }[]>`
    select username from account where id = ${accountId} and deleted_at is null`;
  return row?.username ?? null;
};

const wholeMs = (gaps: OpenedRecording['gaps']): OpenedRecording['gaps'] =>
  gaps.map(({ atMs, ms }) => ({ atMs: Math.round(atMs), ms: Math.round(ms) }));
