import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ByteRange } from './byte-range.ts';
import type { DocumentPiece, FilePart } from './document-reply.ts';

/** How much of a file is read at once; as much again may wait for the connection. */
const READ_BYTES = 64 * 1024;

export const bytesOfPieces = (pieces: readonly DocumentPiece[]): number =>
  pieces.reduce((sum, piece) => sum + bytesOf(piece), 0);

const bytesOf = (piece: DocumentPiece): number => ('path' in piece ? piece.end - piece.start : piece.length);

/** The pieces of a part of all that `pieces` are together. */
export const piecesWithin = (pieces: readonly DocumentPiece[], { start, end }: ByteRange): DocumentPiece[] => {
  let at = 0;
  return pieces.flatMap((piece) => {
    const from = Math.max(start - at, 0);
    const bytes = bytesOf(piece);
    const to = Math.min(end - at, bytes);
    at += bytes;
    if (from >= to) return [];
    return 'path' in piece ? { ...piece, start: piece.start + from, end: piece.start + to } : piece.subarray(from, to);
  });
};

/**
 * The bytes of the pieces, read as they are taken. Throws when the first file cannot be opened, while another answer can still be given. One
 * file is open at a time, and closed when it is through or nobody takes any more. A file that is shorter than promised is an error: what
 * was promised to the client cannot be kept then.
 */
export const openPieces = async (pieces: readonly DocumentPiece[]): Promise<Readable> => {
  const read = readPieces(pieces);
  const first = await read.next();
  const body = Readable.from(
    (async function* () {
      if (!first.done) yield first.value;
      yield* read;
    })(),
    { objectMode: false },
  );
  // A body that is destroyed before anybody reads it has not come to `yield*`.
  return body.once('close', () => void read.return());
};

const readPieces = async function* (pieces: readonly DocumentPiece[]) {
  for (const piece of pieces) {
    if ('path' in piece) yield* readFilePart(piece);
    else if (piece.length > 0) yield piece;
  }
};

const readFilePart = async function* ({ path, start, end }: FilePart) {
  const file = await open(path, 'r');
  try {
    for (let at = start; at < end; ) {
      const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, end - at));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) throw new Error(`The file ends at ${at}, before ${end}.`);
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
};
