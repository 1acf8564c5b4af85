import { crc32 } from 'node:zlib';
import { AUDIO_FORMATS, type AudioFormat } from '@livestreamer/contracts';

/**
 * The index beside a recording: 8 bytes `LSREC` and a version, then records of 32 bytes, each with a checksum, so that a torn end is seen.
 *
 * | bytes | what                                                                                                   |
 * | ----- | ------------------------------------------------------------------------------------------------------ |
 * | 0     | kind: 1 part, 2 mark, 3 gap                                                                            |
 * | 1     | part: the number of the format; else 0                                                                 |
 * | 4–7   | CRC-32 of the other 28 bytes                                                                           |
 * | 8–15  | mark: bytes of the part so far, a border of a frame                                                    |
 * | 16–23 | mark: audio of the part so far, in µs                                                                  |
 * | 24–31 | gap: how long no audio came, in ms                                                                     |
 *
 * Numbers are little-endian. Records follow each other as things happened; a mark is written when the audio before it is.
 */
export type IndexRecord =
  | { readonly kind: 'part'; readonly format: AudioFormat }
  | { readonly kind: 'mark'; readonly byte: number; readonly us: number }
  | { readonly kind: 'gap'; readonly ms: number };

export const INDEX_HEAD = Buffer.from('LSREC\0\0\u0001', 'latin1');
export const INDEX_RECORD_BYTES = 32;

const KINDS = ['part', 'mark', 'gap'] as const;
const CHECKSUM_AT = 4;

export const encodeIndexRecord = (record: IndexRecord): Buffer => {
  const bytes = Buffer.alloc(INDEX_RECORD_BYTES);
  bytes[0] = KINDS.indexOf(record.kind) + 1;
  if (record.kind === 'part') bytes[1] = AUDIO_FORMATS.indexOf(record.format);
  if (record.kind === 'mark') {
    bytes.writeBigUInt64LE(BigInt(record.byte), 8);
    bytes.writeBigUInt64LE(BigInt(Math.round(record.us)), 16);
  }
  if (record.kind === 'gap') bytes.writeBigUInt64LE(BigInt(Math.round(record.ms)), 24);
  bytes.writeUInt32LE(checksumOf(bytes), CHECKSUM_AT);
  return bytes;
};

/** The records up to the first that is not whole. Null: this is no index of ours. */
export const decodeIndex = (bytes: Buffer): IndexRecord[] | null => {
  if (!bytes.subarray(0, INDEX_HEAD.length).equals(INDEX_HEAD)) return null;
  const records: IndexRecord[] = [];
  for (let at = INDEX_HEAD.length; at + INDEX_RECORD_BYTES <= bytes.length; at += INDEX_RECORD_BYTES) {
    const record = decodeRecord(bytes.subarray(at, at + INDEX_RECORD_BYTES));
    if (!record) break;
    records.push(record);
  }
  return records;
};

const decodeRecord = (bytes: Buffer): IndexRecord | null => {
  if (bytes.readUInt32LE(CHECKSUM_AT) !== checksumOf(bytes)) return null;
  const kind = KINDS[(bytes[0] ?? 0) - 1];
  const format = AUDIO_FORMATS[bytes[1] ?? 0];
  if (kind === 'part') return format ? { kind, format } : null;
  if (kind === 'mark') return { kind, byte: numberAt(bytes, 8), us: numberAt(bytes, 16) };
  return kind ? { kind, ms: numberAt(bytes, 24) } : null;
};

const numberAt = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

const checksumOf = (bytes: Buffer): number =>
  crc32(bytes.subarray(CHECKSUM_AT + 4), crc32(bytes.subarray(0, CHECKSUM_AT)));
