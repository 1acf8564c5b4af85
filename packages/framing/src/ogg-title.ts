import { OGG_HEADER_BYTES, oggPageBytes, readOggPage } from './ogg-page.ts';

/** Before the comments: `OpusTags` (RFC 7845 §5.2), `\x03vorbis` (Vorbis I §5.2.1), a FLAC metadata block of type 4 (RFC 9639 §8.6). */
const OPUS = 'OpusTags';
const VORBIS = '\x03vorbis';
const FLAC_COMMENT_TYPE = 4;
const FLAC_BLOCK_HEAD_BYTES = 4;

/** More are read by nobody; a length that lies must not keep the server busy. */
const MOST_COMMENTS = 1_000;

/**
 * What plays, as the headers of an Ogg chain say: `ARTIST - TITLE`, or the title alone; null when they say none. `preamble` is what a
 * framer gives: whole pages. Never throws, whatever is in it.
 */
export const oggTitleOf = (preamble: Uint8Array): string | null => {
  for (const packet of packetsOf(preamble)) {
    const comments = commentsOf(packet);
    if (!comments) continue;
    const [title = '', artist = ''] = [comments.get('title'), comments.get('artist')];
    if (title === '') return null;
    return artist === '' ? title : `${artist} - ${title}`;
  }
  return null;
};

/** The packets that end within these pages. */
const packetsOf = (pages: Uint8Array): Uint8Array[] => {
  const packets: Uint8Array[] = [];
  let open: Uint8Array[] = [];
  for (let at = 0; pages.length - at >= OGG_HEADER_BYTES; ) {
    const length = oggPageBytes(pages.subarray(at));
    const page = at + length <= pages.length ? readOggPage(pages.subarray(at, at + length)) : null;
    if (!page) return packets;
    at += length;
    let from = 0;
    for (const lacing of page.lacing) {
      open.push(page.body.subarray(from, from + lacing));
      from += lacing;
      if (lacing === 255) continue;
      packets.push(joined(open));
      open = [];
    }
  }
  return packets;
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const beginsWith = (packet: Uint8Array, text: string): boolean =>
  packet.length >= text.length && [...text].every((letter, at) => packet[at] === letter.charCodeAt(0));

/** Null: this packet holds no comments. */
const commentsOf = (packet: Uint8Array): ReadonlyMap<string, string> | null => {
  if (beginsWith(packet, OPUS)) return readComments(packet.subarray(OPUS.length));
  if (beginsWith(packet, VORBIS)) return readComments(packet.subarray(VORBIS.length));
  if (((packet[0] ?? 0) & 0x7f) === FLAC_COMMENT_TYPE) return readComments(packet.subarray(FLAC_BLOCK_HEAD_BYTES));
  return null;
};

/** Names in lower case; of a repeated one the first counts. What is cut short gives what came before. */
const readComments = (bytes: Uint8Array): ReadonlyMap<string, string> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, string>();
  let at = 0;
  const take = (): Uint8Array | null => {
    if (at + 4 > bytes.length) return null;
    const end = at + 4 + view.getUint32(at, true);
    if (end > bytes.length) return null;
    const text = bytes.subarray(at + 4, end);
    at = end;
    return text;
  };
  if (take() === null || at + 4 > bytes.length) return found; // who made it
  const count = Math.min(view.getUint32(at, true), MOST_COMMENTS);
  at += 4;
  for (let n = 0; n < count; n += 1) {
    const comment = take();
    if (!comment) return found;
    const text = new TextDecoder().decode(comment);
    const border = text.indexOf('=');
    const name = text.slice(0, Math.max(border, 0)).toLowerCase();
    if (name !== '' && !found.has(name)) found.set(name, text.slice(border + 1));
  }
  return found;
};
