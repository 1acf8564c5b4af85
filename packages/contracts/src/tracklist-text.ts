import { LIMITS } from './limits.ts';
import type { Track } from './rest/rest-broadcasts.ts';

/**
 * A tracklist as people write it: one piece a line, with its time before it or without. `12:34 Artist – Title`, `1:02:03 …`, `[00:12:34] …`;
 * numbers of a list (`3. …`) and empty lines are dropped. A time that no show has is part of the text.
 */
export const parseTracklist = (text: string): Track[] =>
  text.split(/\r?\n/).flatMap((line) => {
    const [, hours = '0', minutes = '', seconds = '', rest = ''] = TIMED.exec(line) ?? [];
    const isTimed = rest.trim() !== '' && Number(seconds) < 60 && (hours === '0' || Number(minutes) < 60);
    const atMs = isTimed ? ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 : null;
    const words = (isTimed ? rest : line)
      .replace(NUMBERED, '')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim();
    return words === '' ? [] : [{ atMs, text: words.slice(0, LIMITS.trackText.max) }];
  });

/** The same the other way round. */
export const formatTracklist = (tracks: readonly Track[]): string =>
  tracks.map(({ atMs, text }) => (atMs === null ? text : `${timeText(atMs)} ${text}`)).join('\n');

/** `5:03`, `1:02:03`. */
const timeText = (atMs: number): string => {
  const allSeconds = Math.floor(atMs / 1_000);
  const [hours, minutes, seconds] = [Math.floor(allSeconds / 3_600), Math.floor(allSeconds / 60) % 60, allSeconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
};

const TIMED = /^\s*(?:\d{1,3}[.)]\s+)?[[(]?(?:(\d{1,2}):)?(\d{1,3}):(\d{2})[\])]?[\s–—-]+(.*)$/;
const NUMBERED = /^\s*\d{1,3}[.)]\s+/;
