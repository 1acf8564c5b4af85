/** What it takes to read the size of a tag. */
export const ID3V2_HEADER_BYTES = 10;

/** A tag that claims more is taken for garbage: a false or torn one must not mute a source for hours. Cover art of files stays well below. */
const MAX_TAG_BYTES = 16 * 1024 * 1024;

const FOOTER_FLAG = 0x10;

/** Whether a tag may begin with these two bytes: `ID`. */
export const mayBeginId3v2 = (first: number, second: number): boolean => first === 0x49 && second === 0x44;

/**
 * How long the ID3v2 tag is whose header is at the front, header and footer included; null when it is none.
 * Source: id3.org, ID3v2.4.0 structure §3.1 (v2.2 and v2.3 have the same header).
 */
export const id3v2Bytes = (bytes: Uint8Array): number | null => {
  const [i, d, three, version = 0, revision, flags = 0, ...size] = bytes.subarray(0, ID3V2_HEADER_BYTES);
  if (i !== 0x49 || d !== 0x44 || three !== 0x33) return null;
  if (version < 2 || version > 4 || revision === 0xff || (flags & 0x0f) !== 0) return null;
  if (size.some((byte) => byte >= 0x80)) return null;
  const bodyBytes = size.reduce((sum, byte) => sum * 0x80 + byte, 0);
  const tagBytes = ID3V2_HEADER_BYTES + bodyBytes + ((flags & FOOTER_FLAG) === 0 ? 0 : ID3V2_HEADER_BYTES);
  return tagBytes > MAX_TAG_BYTES ? null : tagBytes;
};
