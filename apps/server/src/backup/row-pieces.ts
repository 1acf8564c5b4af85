/** Whole rows, as they lie in one file of a backup. */
export interface RowPiece {
  readonly lines: Buffer;
  readonly rows: number;
}

/** How much of a table is gathered before it becomes a file of the backup: its size stands in front of it, so it must be known. */
const PIECE_BYTES = 4 * 1_024 * 1_024;
/** In the text format of `copy`, line feeds within values are written as `\n`: each one that is there ends a row. */
const LINE_FEED = 0x0a;

/** Cuts what PostgreSQL sends into pieces that end with a row. One row may be larger than a piece; it is a piece then. */
export const rowPieces = async function* (
  chunks: AsyncIterable<Uint8Array>,
  pieceBytes = PIECE_BYTES,
): AsyncGenerator<RowPiece> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < pieceBytes) continue;
    const gathered = Buffer.concat(waiting);
    const end = gathered.lastIndexOf(LINE_FEED) + 1;
    waiting = [gathered.subarray(end)];
    bytes = gathered.length - end;
    if (end > 0) yield pieceOf(gathered.subarray(0, end));
  }
  if (bytes > 0) yield pieceOf(Buffer.concat(waiting));
};

const pieceOf = (lines: Buffer): RowPiece => ({ lines, rows: countLines(lines) });

/** How many rows these are. */
export const countLines = (lines: Uint8Array): number => {
  let rows = 0;
  for (let at = lines.indexOf(LINE_FEED); at !== -1; at = lines.indexOf(LINE_FEED, at + 1)) rows += 1;
  return rows;
};
