import { type AudioFormat, audioFormatOf, FAREWELL_HEADER, TITLE_HEADER } from '@livestreamer/contracts';
import type { SourceRequest } from '../source-gate.ts';
import { parseStreamPath } from '../stream-path.ts';

/** Looks a header up by its name in lower case. */
export type HeaderOf = (name: string) => string | null;

/** What the head of a source's request says, in whatever dialect. */
export interface SourceHead {
  readonly request: SourceRequest;
  /** Null when no type was given: then the bytes decide. */
  readonly format: AudioFormat | null;
  /** A type was given that the server does not carry. */
  readonly unsupported: boolean;
  readonly title: string | null;
  /** It only brings the end of a show. */
  readonly farewell: boolean;
}

const TITLE_CHARACTERS = 200;

/** Text of a header: UTF-8 if it is that, else the Latin-1 it came as (docs/protocols/ingest.md). */
const decodeText = (latin1: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return latin1;
  }
};

const decodePercent = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const titleOf = (header: HeaderOf): string | null => {
  const own = header(TITLE_HEADER);
  const title = own === null ? decodeText(header('ice-name') ?? '') : decodePercent(own);
  const clean = title.replace(/\p{Cc}+/gu, ' ').trim();
  return clean === '' ? null : [...clean].slice(0, TITLE_CHARACTERS).join('');
};

const fromOf = (header: HeaderOf): SourceRequest['from'] => {
  const [origin, host, site] = [header('origin'), header('host'), header('sec-fetch-site')];
  return { ...(origin !== null && { origin }), ...(host !== null && { host }), ...(site !== null && { site }) };
};

/** Null when the target is no mount. */
export const readSourceHead = ({
  target,
  header,
  address,
}: {
  target: string;
  header: HeaderOf;
  address: string;
}): SourceHead | null => {
  const path = parseStreamPath(target);
  if (!path) return null;
  const contentType = header('content-type');
  const format = contentType === null ? path.format : audioFormatOf(contentType);
  return {
    request: {
      station: path.station,
      authorization: header('authorization'),
      cookie: header('cookie'),
      address,
      forwardedFor: header('x-forwarded-for'),
      from: fromOf(header),
    },
    format,
    unsupported: contentType !== null && format === null,
    title: titleOf(header),
    farewell: header(FAREWELL_HEADER) !== null,
  };
};
