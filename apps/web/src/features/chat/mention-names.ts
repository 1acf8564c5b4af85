/** What is being written after an `@`, and where the `@` stands. */
export interface MentionPlace {
  readonly from: number;
  readonly prefix: string;
}

const BEFORE_CARET = /(?<![\p{L}\p{N}_])@(?<prefix>[\p{L}\p{N}_.-]*)$/u;
/** More would hide what was said. */
const MOST_OFFERED = 6;

/** The name that is being written where the caret stands; null when it stands in no name. */
export const mentionPlace = (text: string, caret: number): MentionPlace | null => {
  const prefix = BEFORE_CARET.exec(text.slice(0, caret))?.groups?.['prefix'];
  return prefix === undefined ? null : { from: caret - prefix.length - 1, prefix };
};

/** The names that begin so, whatever their case; the first of `names` first, each once, and none when it is all written. */
export const matchingNames = (names: readonly string[], prefix: string): readonly string[] => {
  const wanted = prefix.toLowerCase();
  const found = [...new Set(names)].filter((name) => name.toLowerCase().startsWith(wanted)).slice(0, MOST_OFFERED);
  return found.length === 1 && found[0]?.toLowerCase() === wanted ? [] : found;
};

/** The text with the whole name in its place, and where the caret goes. */
export const withMention = (options: {
  text: string;
  place: MentionPlace;
  name: string;
}): { text: string; caret: number } => {
  const { text, place, name } = options;
  const before = `${text.slice(0, place.from)}@${name} `;
  const after = text.slice(place.from + place.prefix.length + 1).replace(/^ /, '');
  return { text: before + after, caret: before.length };
};
