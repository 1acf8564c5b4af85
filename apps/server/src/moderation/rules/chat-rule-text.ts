/**
 * A text as rules read it: compatible forms made one (UAX #15: full width, ligatures, styled letters), without what leaves no ink between letters
 * (zero-width spaces and joiners, soft hyphens, variation selectors), and each run of white space as one blank.
 */
export const cleanText = (text: string): string =>
  // Once more at the end: what was taken out may have kept a letter and its mark apart.
  text.normalize('NFKC').replace(UNSEEN, '').replace(/\s+/gu, ' ').trim().normalize('NFKC');

/** A clean text without upper and lower case, as Unicode folds it: `ẞ`, `ß` and `ss` are one, and so are the three sigmas. */
export const foldCase = (clean: string): string =>
  clean.toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
