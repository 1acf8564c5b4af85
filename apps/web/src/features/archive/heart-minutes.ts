const MINUTE_MS = 60_000;

/** What is played of a show. */
export interface PlayedPart {
  readonly durationMs: number;
  /** Where in it a moment of the show is, ms; below 0 or beyond its end: trimmed away. */
  readonly placeOf: (showMs: number) => number;
}

/** The hearts of each minute of what is played. */
const heartsOf = (minutes: readonly number[], { durationMs, placeOf }: PlayedPart): number[] => {
  const hearts = Array.from({ length: Math.max(1, Math.ceil(durationMs / MINUTE_MS)) }, () => 0);
  minutes.forEach((count, minute) => {
    const place = Math.floor(placeOf(minute * MINUTE_MS) / MINUTE_MS);
    if (place >= 0 && place < hearts.length) hearts[place] = (hearts[place] ?? 0) + count;
  });
  return hearts;
};

/** The hearts of each minute of what is played, from 0 to 1, the most being 1; empty: there were none. */
export const heartLevels = (minutes: readonly number[], part: PlayedPart): number[] => {
  const hearts = heartsOf(minutes, part);
  const most = Math.max(...hearts);
  return most === 0 ? [] : hearts.map((count) => count / most);
};

/** When, in what is played, the minute with the most hearts begins, ms; null: there were none. */
export const bestMinuteMs = (minutes: readonly number[], part: PlayedPart): number | null => {
  const hearts = heartsOf(minutes, part);
  const most = Math.max(...hearts);
  return most === 0 ? null : hearts.indexOf(most) * MINUTE_MS;
};
