import { type BorderFinder, type Finding, more, skip } from './border-finder.ts';
import type { HeaderFormat } from './frame-header.ts';
import { ID3V2_HEADER_BYTES, id3v2Bytes, mayBeginId3v2 } from './id3v2-tag.ts';

const NOTHING = new Uint8Array(0);

/** What every header and what every ID3v2 tag begins with. */
const SYNC_BYTE = 0xff;
const TAG_BYTE = 0x49;

/**
 * Finds the frames of MP3 and ADTS, whose headers have a sync word but no checksum:
 *
 *     searching ── a header, and at its end one of the same signature ──> in sync
 *     in sync   ── a header of the running signature: a frame, at once ──> in sync
 *     in sync   ── another signature: confirmed as when searching, or ──> searching
 *     in sync   ── anything else ───────────────────────────────────────> searching
 *
 * An ID3v2 tag is skipped by its size in either state and changes none. ID3v1 and APE tags (at the end of a file)
 * need no care of their own: nothing in them is confirmed as a frame.
 */
export const createSyncFinder = (format: HeaderFormat): BorderFinder => {
  const { headerBytes } = format;
  /** The signature of the frames that come in sync; null while searching. */
  let running: number | null = null;

  /** The first place where a header or tag may begin, or with the last byte might; the length when there is none. */
  const possibleStart = (bytes: Uint8Array): number => {
    const last = bytes.length - 1;
    for (let at = 0; at < last; at += 1) {
      const first = bytes[at] ?? 0;
      const second = bytes[at + 1] ?? 0;
      if (format.mayBegin(first, second) || mayBeginId3v2(first, second)) return at;
    }
    return bytes[last] === SYNC_BYTE || bytes[last] === TAG_BYTE ? last : bytes.length;
  };

  const lose = (bytes: number): Finding => {
    running = null;
    return skip(bytes);
  };

  return {
    preamble: NOTHING,
    find: (bytes) => {
      const start = possibleStart(bytes);
      if (start > 0) return lose(start);
      if (bytes.length < 2) return more(2);

      if (bytes[0] === TAG_BYTE) {
        if (bytes.length < ID3V2_HEADER_BYTES) return more(ID3V2_HEADER_BYTES);
        const tagBytes = id3v2Bytes(bytes);
        return tagBytes === null ? lose(1) : skip(tagBytes);
      }

      if (bytes.length < headerBytes) return more(headerBytes);
      const header = format.read(bytes, 0);
      if (!header) return lose(1);
      const { frameBytes, samples, sampleRate, signature } = header;
      if (signature !== running) {
        if (bytes.length < frameBytes + headerBytes) return more(frameBytes + headerBytes);
        if (format.read(bytes, frameBytes)?.signature !== signature) return lose(1);
        running = signature;
      }
      if (bytes.length < frameBytes) return more(frameBytes);
      if (format.describesFile(bytes.subarray(0, frameBytes))) return skip(frameBytes);
      return { kind: 'frame', bytes: frameBytes, durationUs: (samples / sampleRate) * 1e6, sampleRate, header: false };
    },
  };
};
