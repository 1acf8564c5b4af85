/** What a document is now. */
export interface Version {
  /** Strong. */
  readonly etag: string | null;
  readonly lastModified: Date | null;
}

type HeaderOf = (name: string) => string | null;

/** What to do about a GET or HEAD, by its preconditions, in the order of RFC 9110 §13.2.2. Dates that are none are ignored. */
export const preconditionOf = (header: HeaderOf, version: Version): 'answer' | 'not-modified' | 'failed' => {
  const ifMatch = header('if-match');
  if (ifMatch !== null) {
    if (!matches(ifMatch, version.etag, 'strong')) return 'failed';
  } else if (isNewerThan(version, header('if-unmodified-since'))) return 'failed';

  const ifNoneMatch = header('if-none-match');
  if (ifNoneMatch !== null) return matches(ifNoneMatch, version.etag, 'weak') ? 'not-modified' : 'answer';
  const since = header('if-modified-since');
  return isDate(since) && version.lastModified !== null && !isNewerThan(version, since) ? 'not-modified' : 'answer';
};

/** Whether a range may be taken of this version: what the client has of it, if it says so, is of the same one (RFC 9110 §13.1.5). */
export const rangeHolds = (header: HeaderOf, { etag, lastModified }: Version): boolean => {
  const ifRange = header('if-range')?.trim();
  if (ifRange === undefined) return true;
  if (/^(?:W\/)?"/.test(ifRange)) return ifRange === etag;
  return lastModified !== null && Date.parse(ifRange) === wholeSeconds(lastModified);
};

const matches = (list: string, etag: string | null, comparison: 'strong' | 'weak'): boolean => {
  if (list.trim() === '*') return true;
  const named = list.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return named.some((tag) => (comparison === 'weak' ? tag.replace(/^W\//, '') : tag) === etag);
};

const isDate = (text: string | null): text is string => text !== null && !Number.isNaN(Date.parse(text));

const isNewerThan = ({ lastModified }: Version, date: string | null): boolean =>
  isDate(date) && lastModified !== null && wholeSeconds(lastModified) > Date.parse(date);

/** HTTP dates have no smaller part. */
const wholeSeconds = (date: Date): number => Math.floor(date.getTime() / 1_000) * 1_000;
