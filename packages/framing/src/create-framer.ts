import { adtsHeaders } from './adts-header.ts';
import type { AudioFormat } from './audio-format.ts';
import type { BorderFinder } from './border-finder.ts';
import type { Frame, Framer } from './frame.ts';
import { mp3Headers } from './mp3-header.ts';
import { createOggFinder } from './ogg-finder.ts';
import { createSyncFinder } from './sync-finder.ts';

/**
 * All that a framer ever keeps. No finder asks for more than half of it (the longest Ogg page has 65,307 bytes),
 * so moving the rest to the front costs less than what was read since the last move: linear time for any chunking.
 */
const WINDOW_BYTES = 128 * 1024;

const FINDERS: Readonly<Record<AudioFormat, () => BorderFinder>> = {
  mp3: () => createSyncFinder(mp3Headers),
  aac: () => createSyncFinder(adtsHeaders),
  ogg: createOggFinder,
};

/**
 * A framer for one source, from its first byte on.
 *
 * MP3 is layer III of MPEG-1, 2 and 2.5 with a bitrate in its headers (free format is skipped); AAC is ADTS; Ogg
 * carries Opus, Vorbis or FLAC. The first frame, and one of another version or sample rate than the one before,
 * waits for the header behind it; every other frame is given with its last byte.
 */
export const createFramer = (format: AudioFormat): Framer => {
  const finder = FINDERS[format]();
  const window = new Uint8Array(WINDOW_BYTES);
  let start = 0;
  let end = 0;
  let neededBytes = 1;
  /** Of a skip that reaches beyond the window. */
  let skipAheadBytes = 0;
  let skippedBytes = 0;

  const fill = (bytes: Uint8Array): number => {
    if (window.length - end < bytes.length) {
      window.copyWithin(0, start, end);
      end -= start;
      start = 0;
    }
    const taken = bytes.subarray(0, window.length - end);
    window.set(taken, end);
    end += taken.length;
    return taken.length;
  };

  const scan = (frames: Frame[]): void => {
    while (end - start >= neededBytes) {
      const finding = finder.find(window.subarray(start, end));
      if (finding.kind === 'more') {
        neededBytes = finding.bytes;
        return;
      }
      neededBytes = 1;
      const used = Math.min(finding.bytes, end - start);
      if (finding.kind === 'frame') {
        const { durationUs, sampleRate, header } = finding;
        frames.push({ bytes: window.slice(start, start + used), durationUs, sampleRate, header });
      } else {
        skippedBytes += used;
        skipAheadBytes = finding.bytes - used;
      }
      start += used;
    }
  };

  return {
    format,
    push: (chunk) => {
      const frames: Frame[] = [];
      for (let at = 0; at < chunk.length; ) {
        const skipped = Math.min(skipAheadBytes, chunk.length - at);
        skipAheadBytes -= skipped;
        skippedBytes += skipped;
        at += skipped;
        at += fill(chunk.subarray(at));
        scan(frames);
      }
      return frames;
    },
    get skippedBytes() {
      return skippedBytes;
    },
    get preamble() {
      return finder.preamble;
    },
  };
};
