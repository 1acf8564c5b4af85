/** A moment as people of that language write it: day and time, in the time zone of the browser. */
export const momentText = (language: string, isoTime: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(isoTime));

/** The day of a moment, in the time zone of the browser. */
export const dayText = (language: string, isoTime: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(isoTime));
