import { createHash } from 'node:crypto';
import { recordedMsOf } from '@livestreamer/contracts';
import type { BroadcastRecord } from '../../broadcasts/index.ts';
import { bytesOfPieces, type DocumentPiece } from '../../platform/http/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { type Chapter, chaptersOf } from './recording-chapters.ts';
import { piecesOfLayout } from './recording-layout.ts';
import { layoutOfRecording, nameOfAccount, type RecordingRecord } from './recording-store.ts';
import { recordingTag } from './recording-tag.ts';

/** A recording as one file. */
export interface RecordingFile {
  readonly pieces: readonly DocumentPiece[];
  readonly bytes: number;
  /** Changes with the audio, the trim, and what the tag says. */
  readonly etag: string;
  readonly chapters: readonly Chapter[];
}

interface RecordingPlayback {
  readonly sql: Sql;
  readonly dir: string;
  /** The JPEG of a picture, some 60 kB at most. Null: it is gone. */
  readonly pictureOf: (pictureId: string) => Promise<Uint8Array | null>;
}

/** Null: it cannot be played. Reads rows and a small picture, no audio, so that a feed may ask for many. */
export const recordingFileOf = async (
  { sql, dir, pictureOf }: RecordingPlayback,
  { show, recording }: { readonly show: BroadcastRecord; readonly recording: RecordingRecord },
): Promise<RecordingFile | null> => {
  const layout = await layoutOfRecording(sql, show.id);
  if (layout === null) return null;
  const { startMs, durationMs } = layout;
  const recorded = show.tracklist.map(({ atMs, text }) => ({
    atMs: atMs === null ? null : recordedMsOf(atMs, recording.gaps),
    text,
  }));
  const chapters = chaptersOf(recorded, { startMs: Math.round(startMs), endMs: Math.round(startMs + durationMs) });
  const tag = recordingTag({
    title: show.title,
    artist: (await nameOfAccount(sql, show.accountId)) ?? show.stationName,
    album: show.stationName,
    startedAt: show.startedAt ?? new Date(0),
    durationMs: Math.round(durationMs),
    chapters,
    picture: show.pictureId === null ? null : await pictureOf(show.pictureId),
  });
  // Ogg has its own comments, which are part of the audio's headers.
  const front = recording.format === 'ogg' ? [] : [tag];
  const pieces = [...front, ...piecesOfLayout(layout, dir)];
  const hash = createHash('sha256').update(JSON.stringify([show.id, recording.finishedAt, layout]));
  for (const bytes of front) hash.update(bytes);
  return { pieces, bytes: bytesOfPieces(pieces), etag: `"${hash.digest('base64url').slice(0, 27)}"`, chapters };
};
