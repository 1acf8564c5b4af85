/** As many words of a search count; nobody remembers more of a show. */
const MOST_WORDS = 8;

/** The words of a search, as they stand between spaces; what has no letter and no digit is none. */
export const wordsIn = (search: string): string[] =>
  search
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, MOST_WORDS);

/**
 * The text search query (for `to_tsquery`) that finds all of these words, the last one also unfinished. PostgreSQL keeps "AC/DC", "M.I.A."
 * or "radio.example" as one word each, because it takes them for paths and hosts; in quotes it reads them as it read the show. Whoever
 * wrote them apart, or joined what the show has apart, is understood too.
 */
export const searchQueryOf = (words: readonly string[]): string =>
  words.map((word, at) => oneWord(word, at === words.length - 1 ? ':*' : '')).join(' & ');

const oneWord = (word: string, ending: ':*' | ''): string => {
  if (/^[\p{L}\p{M}\p{N}]+$/u.test(word)) return `'${word}'${ending}`;
  const parts = word.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const apart = parts.map((part, at) => `'${part}'${at === parts.length - 1 ? ending : ''}`).join(' & ');
  // Without what means something inside of quotes.
  const asItStands = `'${word.replace(/['\\\p{C}]/gu, ' ')}'${ending}`;
  return `(${asItStands} | (${apart}))`;
};
