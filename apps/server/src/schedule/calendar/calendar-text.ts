import type { BroadcastState } from '@livestreamer/contracts';

/** A planned show in a calendar. */
export interface CalendarShow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly state: BroadcastState;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  /** How often what stands here changed, and when last. */
  readonly planSequence: number;
  readonly planChangedAt: Date;
}

interface Calendar {
  readonly name: string;
  readonly shows: readonly CalendarShow[];
  /** The page of a show. */
  readonly urlOf: (id: string) => string;
}

/**
 * A calendar to subscribe to, by RFC 5545 and RFC 7986. Each show stands alone with its own UID, also one of a series, and its times
 * are in UTC: so there is no rule that a calendar program would have to apply, and no VTIMEZONE that it would need for one. Programs
 * show UTC in the reader's own time; that 20:00 stays 20:00 when clocks change was settled when the show was planned.
 */
export const calendarText = ({ name, shows, urlOf }: Calendar): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//LiveStreamer//Schedule//EN',
    `NAME:${escapeText(name)}`,
    // The same for programs from before RFC 7986.
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...shows.flatMap((show) => eventLines(show, urlOf(show.id))),
    'END:VCALENDAR',
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('');

const eventLines = (show: CalendarShow, url: string): string[] => [
  'BEGIN:VEVENT',
  // A UUID alone, as RFC 7986 (5.3) wants it: the host may change, the show stays the same.
  `UID:${show.id}`,
  `SEQUENCE:${show.planSequence}`,
  // Without a METHOD it means the last change (RFC 5545, 3.8.7.2), so that the text changes only when a show does.
  `DTSTAMP:${utc(show.planChangedAt)}`,
  `LAST-MODIFIED:${utc(show.planChangedAt)}`,
  `DTSTART:${utc(show.plannedStart)}`,
  `DTEND:${utc(show.plannedEnd)}`,
  `SUMMARY:${escapeText(show.title)}`,
  ...(show.description === '' ? [] : [`DESCRIPTION:${escapeText(show.description)}`]),
  ...(show.tags.length === 0 ? [] : [`CATEGORIES:${show.tags.map(escapeText).join(',')}`]),
  `URL:${url}`,
  `STATUS:${show.state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
  // Nobody is busy because the radio plays.
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

/** `20261201T190000Z`. */
const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

/** RFC 5545, 3.3.11. Control characters are in no text there. */
const escapeText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

/** Without the line break (RFC 5545, 3.1). */
const LINE_BYTES = 75;

/** Breaks a line into lines of at most 75 bytes, and never inside a character. */
const fold = (line: string): string => {
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > LINE_BYTES) {
      folded += '\r\n ';
      bytes = 1; // the space
    }
    folded += character;
    bytes += size;
  }
  return folded;
};
