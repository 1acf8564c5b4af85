/** A moment as people of that language write it: day and time, in the time zone of the browser. */
export const momentText = (language: string, isoTime: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(isoTime));

/** The day of a moment, in the time zone of the browser. */
export const dayText = (language: string, isoTime: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(isoTime));

/** The time of day of a moment, in the time zone of the browser. */
export const timeText = (language: string, isoTime: string): string =>
  new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(isoTime));

/** A moment that is near, with its day of the week. */
export const nearMomentText = (language: string, isoTime: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(isoTime));

/** From when to when, by the clock alone: the day stands above. */
export const spanText = (language: string, fromIso: string, toIso: string): string =>
  `${timeText(language, fromIso)}\u2009–\u2009${timeText(language, toIso)}`;

/** From when to when with the day, by the clock of a time zone. */
export const zonedSpanText = (
  language: string,
  { startsAt, endsAt, timeZone }: { readonly startsAt: string; readonly endsAt: string; readonly timeZone: string },
): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).formatRange(
    new Date(startsAt),
    new Date(endsAt),
  );
