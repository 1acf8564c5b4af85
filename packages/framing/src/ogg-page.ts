import { oggCrc } from './ogg-crc.ts';

/** `OggS`. */
export const OGG_CAPTURE: readonly number[] = [0x4f, 0x67, 0x67, 0x53];

/** A page without its table of lacing values. */
export const OGG_HEADER_BYTES = 27;

/** 255 lacing values of 255. */
export const MAX_OGG_PAGE_BYTES = OGG_HEADER_BYTES + 255 + 255 * 255;

const FLAGS_AT = 5;
const CRC_AT = 22;
const CRC_BYTES = 4;
const SEGMENTS_AT = 26;

const CONTINUED = 0x01;
const FIRST = 0x02;
const LAST = 0x04;

/** One page as RFC 3533 §6 lays it out. */
export interface OggPage {
  /** Its body begins in the middle of a packet. */
  readonly continued: boolean;
  /** Begins a logical stream. */
  readonly first: boolean;
  /** Ends a logical stream. */
  readonly last: boolean;
  /** Position at the end of the last packet that ends here, in units of the codec; -1 when none does. Beyond 2^53 not exact. */
  readonly granule: number;
  /** Of the logical stream. */
  readonly serial: number;
  /** Counts up within the logical stream. */
  readonly sequence: number;
  readonly lacing: Uint8Array;
  readonly body: Uint8Array;
}

/** How much of a page must be there to know its length: with fewer than OGG_HEADER_BYTES, just those. */
export const oggTableEnd = (bytes: Uint8Array): number => OGG_HEADER_BYTES + (bytes[SEGMENTS_AT] ?? 0);

/** The length of the page at the front, whose lacing values are all there. */
export const oggPageBytes = (bytes: Uint8Array): number => {
  const tableEnd = oggTableEnd(bytes);
  let length = tableEnd;
  for (let at = OGG_HEADER_BYTES; at < tableEnd; at += 1) length += bytes[at] ?? 0;
  return length;
};

const crcOf = (page: Uint8Array): number =>
  oggCrc(page.subarray(CRC_AT + CRC_BYTES), oggCrc(new Uint8Array(CRC_BYTES), oggCrc(page.subarray(0, CRC_AT))));

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The page that `bytes` is, from capture pattern to end; null when its checksum is wrong. Its parts are views. */
export const readOggPage = (bytes: Uint8Array): OggPage | null => {
  const view = viewOf(bytes);
  if (view.getUint32(CRC_AT, true) !== crcOf(bytes)) return null;
  const flags = view.getUint8(FLAGS_AT);
  const tableEnd = oggTableEnd(bytes);
  return {
    continued: (flags & CONTINUED) !== 0,
    first: (flags & FIRST) !== 0,
    last: (flags & LAST) !== 0,
    granule: view.getInt32(10, true) * 2 ** 32 + view.getUint32(6, true),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    lacing: bytes.subarray(OGG_HEADER_BYTES, tableEnd),
    body: bytes.subarray(tableEnd),
  };
};

/** The bytes of a page, with its checksum. */
export const writeOggPage = (page: OggPage): Uint8Array => {
  const { lacing, body } = page;
  const bytes = new Uint8Array(OGG_HEADER_BYTES + lacing.length + body.length);
  const view = viewOf(bytes);
  bytes.set(OGG_CAPTURE);
  view.setUint8(FLAGS_AT, (page.continued ? CONTINUED : 0) | (page.first ? FIRST : 0) | (page.last ? LAST : 0));
  view.setBigInt64(6, BigInt(page.granule), true);
  view.setUint32(14, page.serial, true);
  view.setUint32(18, page.sequence, true);
  view.setUint8(SEGMENTS_AT, lacing.length);
  bytes.set(lacing, OGG_HEADER_BYTES);
  bytes.set(body, OGG_HEADER_BYTES + lacing.length);
  view.setUint32(CRC_AT, crcOf(bytes), true);
  return bytes;
};
