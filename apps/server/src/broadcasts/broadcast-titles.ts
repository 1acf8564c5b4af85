import { LIMITS, type Track } from '@livestreamer/contracts';

/** What plays during a show, as it happens. */
export interface BroadcastTitles {
  /** Null: nothing that has a name, or nobody said. */
  readonly now: string | null;
  /** What has played so far, each with its moment. */
  readonly tracklist: readonly Track[];
  /** Something else plays now. `atMs`: since the beginning of the show. */
  set(title: string | null, atMs: number): void;
}

/** `before`: what an earlier process heard. What comes twice in a row is one piece. */
export const createBroadcastTitles = (before: readonly Track[] = []): BroadcastTitles => {
  const tracklist = [...before];
  let now: string | null = null;
  return {
    get now() {
      return now;
    },
    get tracklist() {
      return tracklist;
    },
    set: (title, atMs) => {
      now = title;
      if (title === null) return;
      const text = shortened(title);
      if (tracklist.at(-1)?.text === text || tracklist.length >= LIMITS.tracksPerBroadcast) return;
      tracklist.push({ atMs: Math.max(0, Math.round(atMs)), text });
    },
  };
};

/** Never with half a character at its end: PostgreSQL takes no JSON that has one, and the show could not be stored. */
const shortened = (text: string): string => text.slice(0, LIMITS.trackText.max).replace(/\p{Surrogate}$/u, '');
