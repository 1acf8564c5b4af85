/** As many words of a search count; nobody remembers more of a show. */
const MOST_WORDS = 8;

/** The words of a search as PostgreSQL's `simple` parser has them: letters and digits, without marks between. */
export const wordsIn = (search: string): string[] =>
  (
    search
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).slice(0, MOST_WORDS);
