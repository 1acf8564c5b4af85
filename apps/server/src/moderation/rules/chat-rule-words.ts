/** Looks for a word or phrase as a whole in a text. Both are folded by `foldCase`. */
export const hasWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (isBorder(text, at) && isBorder(text, at + word.length)) return true;
  }
  return false;
};

/**
 * Whether a word may begin or end at a place: what is on its two sides does not belong together. Scripts that put no blanks between words have no borders
 * that can be seen, so any place beside one of their letters is taken for one. A mark always belongs to the letter before it.
 */
const isBorder = (text: string, at: number): boolean => {
  const before = characterBefore(text, at);
  const after = characterFrom(text, at);
  if (MARK.test(after)) return false;
  return !LETTER.test(before) || !LETTER.test(after) || UNSPACED.test(before) || UNSPACED.test(after);
};

const characterFrom = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? BLANK);

const characterBefore = (text: string, at: number): string => {
  const isPair = PAIR.test(text.slice(Math.max(0, at - 2), at));
  return text.slice(Math.max(0, at - (isPair ? 2 : 1)), at);
};

const BLANK = 0x20;
const PAIR = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/;
const MARK = /^\p{M}/u;
const LETTER = /^[\p{L}\p{N}\p{M}_]/u;
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
