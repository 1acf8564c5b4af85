import {
  AUDIO_FORMATS,
  AUDIO_MEDIA_TYPES,
  deleteRecording,
  getWaveform,
  type Recording,
  SHORTEST_TRIM_MS,
  trimRecording,
  untrimRecording,
} from '@livestreamer/contracts';
import {
  type BroadcastActs,
  type BroadcastRecord,
  broadcastById,
  isVisible,
  mayEditBroadcast,
} from '../../broadcasts/index.ts';
import type { CallContext, Caller, DocumentHandler, RouteRegistrar } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import type { RecordingLayout, Trim } from './recording-layout.ts';
import type { RecordingFile } from './recording-playback.ts';
import { recordingReply } from './recording-reply.ts';
import { type RecordingRecord, recordingOf, saveTrim, waveformOf } from './recording-store.ts';

export interface RecordingRoutesOptions {
  readonly sql: Sql;
  /** Null: it cannot be played. */
  readonly fileOf: (show: BroadcastRecord) => Promise<RecordingFile | null>;
  /** Cuts a recording between frames: what is then played, and of what it consists. */
  readonly cut: (broadcastId: string, trim: Trim | null) => Promise<{ trim: Trim | null; layout: RecordingLayout }>;
  /** False: there is none that could be deleted. */
  readonly remove: (broadcastId: string, note: (tx: Db) => Promise<void>) => Promise<boolean>;
  readonly acts: BroadcastActs;
  /** Hears of what lists and pages show differently now. */
  readonly onChanged: (broadcastId: string) => Promise<void>;
}

/** `<uuid>.<format>` */
const FILE = new RegExp(`^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(${AUDIO_FORMATS.join('|')})$`);
/** An empty outline has no steps; the contract wants a number. */
const NO_STEP_MS = 1_000;

/** Trim, outline, deletion, and the file itself. */
export const recordingRoutes =
  ({ sql, fileOf, cut, remove, acts, onChanged }: RecordingRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    const editable = async (
      id: string,
      caller: Caller | null,
    ): Promise<{ show: BroadcastRecord; recording: RecordingRecord }> => {
      const show = await broadcastById(sql, id);
      if (!show || !mayEditBroadcast(caller, show)) throw new AppError('not_found');
      const recording = await recordingOf(sql, id);
      if (!recording || recording.state === 'gone') throw new AppError('not_found');
      return { show, recording };
    };

    const changeTrim = async (
      context: CallContext,
      { show, wanted }: { show: BroadcastRecord; wanted: Trim | null },
    ): Promise<Recording> => {
      const { trim, layout } = await cut(show.id, wanted);
      await sql.begin(async (tx) => {
        if (!(await saveTrim(tx, { broadcastId: show.id, trim, layout }))) throw new AppError('recording_unfinished');
        await acts.note(tx, { context, show, action: 'broadcast.trim' });
      });
      await onChanged(show.id);
      const changed = await recordingOf(sql, show.id);
      const reply = changed && recordingReply(changed);
      if (!reply) throw new AppError('not_found'); // deleted in that very moment
      return reply;
    };

    registrar.add(trimRecording, async ({ params: { id }, body: { startMs, endMs } }, context) => {
      const { show, recording } = await editable(id, context.caller);
      if (recording.state !== 'ready') throw new AppError('recording_unfinished');
      const { durationMs } = recording;
      if (endMs > durationMs) throw fieldProblem('endMs', `is behind the end of the recording, ${durationMs}`);
      if (endMs - startMs < SHORTEST_TRIM_MS)
        throw fieldProblem('endMs', `must be at least ${SHORTEST_TRIM_MS} after startMs`);
      const isWhole = startMs === 0 && endMs === durationMs;
      return changeTrim(context, { show, wanted: isWhole ? null : { startMs, endMs } });
    });

    registrar.add(untrimRecording, async ({ params: { id } }, context) => {
      const { show, recording } = await editable(id, context.caller);
      if (recording.state !== 'ready') throw new AppError('recording_unfinished');
      return changeTrim(context, { show, wanted: null });
    });

    registrar.add(getWaveform, async ({ params: { id } }, { caller }) => {
      const show = await broadcastById(sql, id);
      if (!show || !isVisible(show, caller)) throw new AppError('not_found');
      const recording = await recordingOf(sql, id);
      if (recording?.state !== 'ready') throw new AppError('not_found');
      const waveform = await waveformOf(sql, id);
      return { peaks: [...(waveform?.peaks ?? [])], stepMs: waveform?.stepMs ?? NO_STEP_MS };
    });

    registrar.add(deleteRecording, async ({ params: { id } }, context) => {
      const { show } = await editable(id, context.caller);
      const note = (tx: Db) => acts.note(tx, { context, show, action: 'broadcast.recording-delete' });
      if (!(await remove(id, note))) throw new AppError('recording_unfinished');
      return undefined;
    });

    registrar.addDocument({ path: '/recordings/:file', access: 'optional-caller' }, recordingDocument({ sql, fileOf }));
  };

/** One that still runs is not there yet; a hidden one is there only for whoever may edit it. */
const recordingDocument =
  ({ sql, fileOf }: Pick<RecordingRoutesOptions, 'sql' | 'fileOf'>): DocumentHandler =>
  async ({ params, query, caller }) => {
    const [, id = '', extension = ''] = FILE.exec(params['file'] ?? '') ?? [];
    if (id === '') throw new AppError('not_found');
    const show = await broadcastById(sql, id);
    if (!show || !isVisible(show, caller)) throw new AppError('not_found');
    const recording = await recordingOf(sql, id);
    if (recording?.state !== 'ready' || recording.format !== extension) throw new AppError('not_found');

    const file = await fileOf(show);
    if (!file) throw new AppError('not_found');
    const isDownload = 'download' in query && (recording.offered || mayEditBroadcast(caller, show));
    return {
      contentType: AUDIO_MEDIA_TYPES[recording.format],
      body: file.pieces,
      etag: file.etag,
      // Asked for again each time: it may be hidden or changed at any moment, and saying "not changed" costs nothing.
      cache: { seconds: 0, isPublic: show.state === 'published' && show.deletedAt === null },
      ...(isDownload ? { downloadName: `${show.title}.${extension}` } : {}),
    };
  };

const fieldProblem = (path: string, message: string): AppError =>
  new AppError('validation_failed', { fields: [{ path, message }] });
