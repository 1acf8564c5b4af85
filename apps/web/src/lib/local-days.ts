/** A day where the visitor is: `2026-11-27`. */
export type LocalDay = string;
/** A month where the visitor is: `2026-11`. */
export type LocalMonth = string;

const pad = (value: number): string => String(value).padStart(2, '0');

/** A calendar shows whole weeks, and as many for every month, so that it does not jump. */
const WEEKS = 6;
const DAYS = 7;

const partsOf = (text: string): [number, number, number] => {
  const [year = 1970, month = 1, day = 1] = text.split('-').map(Number);
  return [year, month - 1, day];
};

/** Its first moment. Whatever the zone does with its clocks: the browser knows. */
export const dateOfDay = (day: LocalDay): Date => new Date(...partsOf(day));

export const dayOf = (date: Date): LocalDay =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

export const monthOf = (date: Date): LocalMonth => dayOf(date).slice(0, 7);

export const addMonths = (month: LocalMonth, count: number): LocalMonth => {
  const [year, index] = partsOf(month);
  return monthOf(new Date(year, index + count, 1));
};

export const isLocalMonth = (text: string): text is LocalMonth => /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/.test(text);

/** The weeks, from Monday, that a month touches, and those that fill the page. */
export const weeksOf = (month: LocalMonth): LocalDay[][] => {
  const [year, index] = partsOf(month);
  const first = new Date(year, index, 1);
  const before = (first.getDay() + DAYS - 1) % DAYS;
  return Array.from({ length: WEEKS }, (_, week) =>
    Array.from({ length: DAYS }, (_, day) => dayOf(new Date(year, index, 1 - before + week * DAYS + day))),
  );
};

/** What happens on each day, in the order in which it came. */
export const byDay = <Item>(items: readonly Item[], startOf: (item: Item) => string): Map<LocalDay, Item[]> => {
  const days = new Map<LocalDay, Item[]>();
  for (const item of items) {
    const day = dayOf(new Date(startOf(item)));
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return days;
};

/** The visitor's time zone as people call it there, and its IANA name. */
export const timeZoneText = (language: string, at: Date): string => {
  const { timeZone } = new Intl.DateTimeFormat(language).resolvedOptions();
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'long' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value;
  return name === undefined || name === timeZone ? timeZone : `${name} (${timeZone})`;
};
