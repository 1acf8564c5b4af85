import NodeID3 from 'node-id3';
import type { Chapter } from './recording-chapters.ts';

/** What a file tells of itself in players and on phones. */
export interface TagContent {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly chapters: readonly Chapter[];
  /** A JPEG; null: none. */
  readonly picture: Uint8Array | null;
}

/** A table of contents counts its entries in one byte (ID3v2 Chapter Frame Addendum §3.2). */
const MOST_LISTED = 255;

/** `Cover (front)` (ID3v2.3 §4.15). */
const FRONT_COVER = 3;

/** The ID3v2.3 tag for the front of an MP3 or AAC file, with chapters (ID3v2 Chapter Frame Addendum 1.0). Equal content gives equal bytes. */
export const recordingTag = ({
  title,
  artist,
  album,
  startedAt,
  durationMs,
  chapters,
  picture,
}: TagContent): Buffer => {
  const [year = '', month = '', day = ''] = startedAt.toISOString().slice(0, 10).split('-');
  const named = chapters.map((chapter, i) => ({ ...chapter, elementID: `chapter-${i + 1}` }));
  return NodeID3.create({
    title,
    artist,
    album,
    year,
    date: `${day}${month}`,
    length: String(durationMs),
    ...(picture && {
      image: { mime: 'image/jpeg', type: { id: FRONT_COVER }, description: '', imageBuffer: Buffer.from(picture) },
    }),
    ...(named.length > 0
      ? {
          tableOfContents: [
            {
              elementID: 'contents',
              isOrdered: true,
              elements: named.slice(0, MOST_LISTED).map(({ elementID }) => elementID),
            },
          ],
          chapter: named.map(({ elementID, startMs, endMs, title: chapterTitle }) => ({
            elementID,
            startTimeMs: startMs,
            endTimeMs: endMs,
            tags: { title: chapterTitle },
          })),
        }
      : {}),
  });
};
