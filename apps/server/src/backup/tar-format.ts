/** One file in a tar file. */
export interface TarEntry {
  /** At most 100 bytes of ASCII. */
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAtMs: number;
}

/** Everything in a tar file stands at multiples of this. */
export const TAR_BLOCK_BYTES = 512;
/** The end of a backup. */
export const TAR_END = Buffer.alloc(2 * TAR_BLOCK_BYTES);

/** Places of fields in a header: POSIX.1-1988 (ustar), IEEE 1003.1 "pax", "ustar Interchange Format". */
const NAME = { at: 0, length: 100 };
const MODE = { at: 100, length: 8 };
const SIZE = { at: 124, length: 12 };
const MODIFIED = { at: 136, length: 12 };
const CHECKSUM = { at: 148, length: 8 };
const TYPE_AT = 156;
const MAGIC = { at: 257, text: 'ustar\u000000' };
const REGULAR_FILE = '0';
/** What does not fit into octal digits is a binary number behind this byte, as GNU tar and all others have it. */
const BINARY = 0x80;

/** The secret of a server is among the files, so whoever unpacks them by hand gets files for their eyes only. */
const FILE_MODE = 0o600;

/** The header of a file. Throws when the name does not fit. */
export const tarHeader = ({ name, bytes, modifiedAtMs }: TarEntry): Buffer => {
  if (!/^[\x21-\x7e]{1,100}$/.test(name))
    throw new Error(`The name ${JSON.stringify(name)} does not fit into a tar file.`);
  const header = Buffer.alloc(TAR_BLOCK_BYTES);
  header.write(name, NAME.at, 'latin1');
  writeNumber(header, MODE, FILE_MODE);
  writeNumber(header, { at: 108, length: 8 }, 0);
  writeNumber(header, { at: 116, length: 8 }, 0);
  writeNumber(header, SIZE, bytes);
  writeNumber(header, MODIFIED, Math.max(0, Math.floor(modifiedAtMs / 1_000)));
  header.write(REGULAR_FILE, TYPE_AT, 'latin1');
  header.write(MAGIC.text, MAGIC.at, 'latin1');
  writeNumber(header, CHECKSUM, checksumOf(header));
  return header;
};

/** Reads a header; null: the backup ends here. Throws when it is none, or not of a regular file. */
export const readTarHeader = (header: Buffer): TarEntry | null => {
  if (header.every((byte) => byte === 0)) return null;
  if (header.length < TAR_BLOCK_BYTES || readNumber(header, CHECKSUM) !== checksumOf(header))
    throw new Error('This is no tar file, or it is damaged.');
  const name = header.toString('latin1', NAME.at, NAME.at + NAME.length).replace(/\0.*$/s, '');
  const type = header.toString('latin1', TYPE_AT, TYPE_AT + 1);
  if (type !== REGULAR_FILE) throw new Error(`${name} in the backup is no plain file.`);
  return { name, bytes: readNumber(header, SIZE), modifiedAtMs: readNumber(header, MODIFIED) * 1_000 };
};

/** How many bytes stand between the end of a file and the next header. */
export const tarPadding = (bytes: number): number => (TAR_BLOCK_BYTES - (bytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES;

interface Field {
  readonly at: number;
  readonly length: number;
}

const writeNumber = (header: Buffer, { at, length }: Field, value: number): void => {
  const digits = value.toString(8);
  if (digits.length < length) {
    header.write(`${digits.padStart(length - 1, '0')}\0`, at, 'latin1');
    return;
  }
  header.writeUInt8(BINARY, at);
  header.writeBigUInt64BE(BigInt(value), at + length - 8);
};

const readNumber = (header: Buffer, { at, length }: Field): number => {
  if (header.readUInt8(at) === BINARY) return Number(header.readBigUInt64BE(at + length - 8));
  return Number.parseInt(header.toString('latin1', at, at + length).replace(/[\0 ].*$/s, '') || '0', 8);
};

/** The sum of all bytes, those of the checksum itself taken for spaces. */
const checksumOf = (header: Buffer): number => {
  const spaces = 32 * CHECKSUM.length;
  const own = header.subarray(CHECKSUM.at, CHECKSUM.at + CHECKSUM.length);
  const sum = (bytes: Uint8Array): number => bytes.reduce((total, byte) => total + byte, 0);
  return sum(header) - sum(own) + spaces;
};
