/** The head of a request as audio programs send it: HTTP/1.x, ICE/1.0, with CRLF or bare LF line ends. */
export interface RequestHead {
  readonly method: string;
  /** As sent: path and query. */
  readonly target: string;
  /** `HTTP/1.1`, `HTTP/1.0`, `ICE/1.0`. */
  readonly version: string;
  /** Names in lower case; of a repeated header the last one counts. Values are Latin-1, as on the wire. */
  readonly headers: ReadonlyMap<string, string>;
  /** Where the body begins. */
  readonly length: number;
}

/** What the bytes so far are: a whole head, the beginning of one, or nothing that a request begins with. */
export type HeadReading = RequestHead | 'more' | 'bad';

const REQUEST_LINE = /^([A-Z]{1,16}) (\S{1,8192}) ((?:HTTP|ICE)\/1\.[0-9])$/;
const BEGINNING = /^[A-Z]{1,16}(?: |$)/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

const LF = 0x0a;
const CR = 0x0d;

/** Headers that decide where a body ends and who asks: two of them could be read in two ways, so two are none. */
const ONCE = new Set(['content-length', 'transfer-encoding', 'authorization', 'host']);

/** Index just behind the empty line that ends the head, or -1. */
const endOfHead = (bytes: Buffer, from: number): number => {
  for (let at = bytes.indexOf(LF, from); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return next + 1;
  }
  return -1;
};

/**
 * Reads the head at the start of `bytes`. Strict where a program decides by it, lenient about line ends.
 * `knownBytes`: so many were looked at before and were not a whole head; bytes that dribble in cost linear time.
 */
export const readRequestHead = (bytes: Buffer, knownBytes = 0): HeadReading => {
  if (!BEGINNING.test(bytes.toString('latin1', 0, 17))) return bytes.length === 0 ? 'more' : 'bad';
  const length = endOfHead(bytes, Math.max(0, knownBytes - 3));
  if (length === -1) return 'more';
  const [requestLine = '', ...lines] = bytes.toString('latin1', 0, length).trimEnd().split(/\r?\n/);
  const match = REQUEST_LINE.exec(requestLine);
  if (!match) return 'bad';
  const headers = new Map<string, string>();
  for (const line of lines) {
    const header = HEADER.exec(line);
    if (!header) return 'bad';
    const name = (header[1] ?? '').toLowerCase();
    if (headers.has(name) && ONCE.has(name)) return 'bad';
    headers.set(name, header[2] ?? '');
  }
  return { method: match[1] ?? '', target: match[2] ?? '', version: match[3] ?? '', headers, length };
};
