import { OGG_CAPTURE, OGG_HEADER_BYTES, oggPageBytes, readOggPage } from './ogg-page.ts';
import { readMark } from './synthetic-mark.ts';

/**
 * The index of a synthetic MP3 or ADTS frame or Ogg Opus page. Null for anything else: other audio, Ogg header pages,
 * and frames that are torn or have a byte changed.
 */
export const syntheticFrameIndex = (frame: Uint8Array): number | null => {
  if (!OGG_CAPTURE.every((byte, i) => frame[i] === byte)) return readMark(frame);
  if (frame.length < OGG_HEADER_BYTES || frame.length !== oggPageBytes(frame)) return null;
  const page = readOggPage(frame);
  return page && readMark(page.body);
};
