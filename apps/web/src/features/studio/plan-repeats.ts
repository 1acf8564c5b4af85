import { LIMITS, type Repeats, type Weekday } from '@livestreamer/contracts';

export const REPEAT_CHOICES = ['none', 'day', 'week', 'monthDate', 'monthWeekday'] as const;
export const REPEAT_ENDS = ['never', 'until', 'count'] as const;

/** How the form asks for repeats: everything is there, also what is not chosen. */
export interface RepeatsChoice {
  readonly every: (typeof REPEAT_CHOICES)[number];
  readonly weekdays: readonly Weekday[];
  readonly ends: (typeof REPEAT_ENDS)[number];
  readonly until: string;
  readonly count: string;
  /** Every so many days, weeks, months; not asked for, but kept. */
  readonly interval: number;
}

export const choiceOf = (repeats: Repeats | null): RepeatsChoice => ({
  every: everyOf(repeats),
  weekdays: repeats?.every === 'week' ? repeats.weekdays : [],
  ends: endsOf(repeats),
  until: repeats?.until ?? '',
  count: repeats?.count?.toString() ?? '',
  interval: repeats?.interval ?? 1,
});

/** What the server takes; undefined while something is missing. */
export const repeatsOf = (choice: RepeatsChoice): Repeats | null | undefined => {
  const { every, weekdays, ends, interval } = choice;
  if (every === 'none') return null;
  const until = ends === 'until' ? choice.until : null;
  const count = ends === 'count' ? Number(choice.count) : null;
  if (until === '' || (count !== null && !(Number.isInteger(count) && count >= 1 && count <= LIMITS.repeatCount.max)))
    return undefined;
  const span = { interval, until, count };
  if (every === 'day') return { every, ...span };
  if (every === 'week') return weekdays.length === 0 ? undefined : { every, weekdays: [...weekdays], ...span };
  return { every: 'month', by: every === 'monthDate' ? 'date' : 'weekday', ...span };
};

const everyOf = (repeats: Repeats | null): RepeatsChoice['every'] => {
  if (repeats === null) return 'none';
  if (repeats.every !== 'month') return repeats.every;
  return repeats.by === 'date' ? 'monthDate' : 'monthWeekday';
};

const endsOf = (repeats: Repeats | null): RepeatsChoice['ends'] => {
  if (repeats?.until) return 'until';
  return repeats?.count ? 'count' : 'never';
};
