import { parseStreamPath } from '../stream-path.ts';

/** A DJ tool says what plays now. */
export interface TitleRequest {
  /** The slug of the mount it means, or null for the default station. */
  readonly station: string | null;
  /** `name:password` where the dialect puts it into the address (SHOUTcast); else null, and Basic is in the header. */
  readonly pass: string | null;
  /** Null: nothing plays that has a name. */
  readonly title: string | null;
}

/** Characters of a title that are kept. */
export const TITLE_CHARACTERS = 300;

/**
 * Reads `/admin/metadata?mode=updinfo&mount=…&song=…` (Icecast, also with `artist` and `title`) and `/admin.cgi?pass=…&mode=updinfo&song=…`
 * (SHOUTcast v1). Null: another address. `bad`: one of these, and not to be understood (docs/protocols/ingest.md).
 */
export const readTitleRequest = (target: string): TitleRequest | 'bad' | null => {
  const at = target.indexOf('?');
  const [path, query] = at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
  if (path !== ICECAST_PATH && path !== SHOUTCAST_PATH) return null;
  const fields = fieldsOf(query);
  const charset = fields.get('charset')?.toString('latin1') ?? null;
  const text = (name: string): string => decode(fields.get(name) ?? Buffer.alloc(0), charset);
  if (text('mode') !== 'updinfo') return 'bad';
  const mount = fields.has('mount') ? parseStreamPath(text('mount')) : null;
  if (fields.has('mount') && !mount) return 'bad';
  if (path === ICECAST_PATH && !mount) return 'bad';
  if (!fields.has('song') && !fields.has('title')) return 'bad';
  return {
    station: mount?.station ?? null,
    pass: path === SHOUTCAST_PATH ? text('pass') : null,
    title: cleanTitle(fields.has('song') ? text('song') : joined(text('artist'), text('title'))),
  };
};

const ICECAST_PATH = '/admin/metadata';
const SHOUTCAST_PATH = '/admin.cgi';

const joined = (artist: string, title: string): string => (artist && title ? `${artist} - ${title}` : title);

/** By bytes, because only the charset says what they mean. Of a repeated field the first one counts. */
const fieldsOf = (query: string): ReadonlyMap<string, Buffer> => {
  const fields = new Map<string, Buffer>();
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    if (!fields.has(name)) fields.set(name, unescaped(at < 0 ? '' : pair.slice(at + 1)));
  }
  return fields;
};

const unescaped = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** What was named; else UTF-8 if it is that; else the Latin-1 that old tools send. */
const decode = (bytes: Buffer, charset: string | null): string => {
  for (const label of charset === null ? ['utf-8'] : [charset, 'utf-8']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {} // it is not that, or nobody knows the charset
  }
  return bytes.toString('latin1');
};

/** One line of at most so many characters; null: nothing is left of it. */
export const cleanTitle = (text: string): string | null => {
  const plain = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return plain === '' ? null : [...plain].slice(0, TITLE_CHARACTERS).join('');
};
