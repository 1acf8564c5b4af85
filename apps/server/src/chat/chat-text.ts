import { LIMITS } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';

/**
 * A text as it is stored: trimmed, in NFC, with plain line breaks, and without what turns the order of other characters around (UAX #9), which comes
 * along with pasted phone numbers and names. Throws `validation_failed` when nothing of it can be seen, when it is longer than `LIMITS.chat.text` in
 * grapheme clusters (UAX #29: what people count as one character), or when it has control characters or towers of marks.
 */
export const chatTextOf = (written: string): string => {
  const text = written.replace(/\r\n?/g, '\n').replace(DIRECTIONS, '').normalize('NFC').trim();
  if (FORBIDDEN.test(text)) throw wrong('must not have control characters');
  if (!VISIBLE.test(text)) throw wrong('has nothing that can be seen');
  if (TOWER.test(text)) throw wrong('piles up too many marks on one character');
  if (text.length > textUnits || graphemesOf(text, max + 1).length > max)
    throw wrong(`must not be longer than ${max} characters`);
  return text;
};

/** The first graphemes of a text, at most so many: what comes after them is not looked at. */
export const graphemesOf = (text: string, most: number): string[] => {
  const graphemes: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    if (graphemes.length === most) break;
    graphemes.push(segment);
  }
  return graphemes;
};

const {
  textUnits,
  text: { max },
} = LIMITS.chat;
/** The borders of graphemes are the same in all languages. */
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Embeddings, overrides and isolates. The marks LRM and RLM harm nobody, and some languages need them. */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/gu;
/** Control characters but for the line break, separators of lines and paragraphs, lone surrogates. */
const FORBIDDEN = /[^\P{Cc}\n]|[\u2028\u2029\p{Cs}]/u;
/** Something that leaves ink: no blank, nothing ignorable, no mark or format character alone. U+2800 is the blank among the Braille patterns. */
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** No script puts more than a handful on one letter; text that climbs over its neighbours does. */
const TOWER = /(?:\p{M}\p{Cf}*){9}/u;

const wrong = (problem: string): AppError =>
  new AppError('validation_failed', { fields: [{ path: 'text', message: problem }] });
