import type { Track } from '@livestreamer/contracts';

/** A named part of what is played; times count from where playing begins. */
export interface Chapter {
  readonly startMs: number;
  readonly endMs: number;
  readonly title: string;
}

/**
 * The tracks of known time as chapters of what is played between `startMs` and `endMs`. What was playing at the cut is the first one; what
 * another track followed at once has none.
 */
export const chaptersOf = (
  tracklist: readonly Track[],
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): Chapter[] => {
  const timed = tracklist
    .flatMap(({ atMs, text }) => (atMs === null ? [] : [{ atMs, text }]))
    .sort((a, b) => a.atMs - b.atMs);
  return timed.flatMap(({ atMs, text }, i) => {
    const from = Math.max(atMs, startMs);
    const to = Math.min(timed[i + 1]?.atMs ?? endMs, endMs);
    return from < to ? [{ startMs: from - startMs, endMs: to - startMs, title: text }] : [];
  });
};
