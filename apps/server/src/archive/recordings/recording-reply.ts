import { type Recording, recordingPath } from '@livestreamer/contracts';
import type { Trim } from './recording-layout.ts';
import type { RecordingRecord } from './recording-store.ts';

/** What of it is played; null: all of it. */
export const trimOf = ({ trimStartMs, trimEndMs }: Pick<RecordingRecord, 'trimStartMs' | 'trimEndMs'>): Trim | null =>
  trimStartMs === null || trimEndMs === null ? null : { startMs: trimStartMs, endMs: trimEndMs };

/** A recording as it goes out; null: there is none, or none any more. */
export const recordingReply = (record: RecordingRecord): Recording | null => {
  const { broadcastId, state, format, durationMs, bytes, gaps, loudnessLufs, failure, offered } = record;
  if (state === 'gone') return null;
  const trim = trimOf(record);
  return {
    state: state === 'recording' && failure !== null ? 'failed' : state,
    format: format ?? 'mp3',
    durationMs: trim ? trim.endMs - trim.startMs : durationMs,
    bytes,
    loudnessLufs,
    url: state === 'ready' && format !== null ? recordingPath(broadcastId, format) : null,
    download: offered,
    trim,
    wholeMs: durationMs,
    gaps: [...gaps],
  };
};
