import { LIMITS } from '@livestreamer/contracts';
import { dayAfter, momentOf } from './zoned-time.ts';

interface TypedSpan {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

type PlannedSpan = { readonly startsAt: string; readonly endsAt: string } | { readonly problem: 'missing' | 'long' };

/** From when to when a show is; an end that is not after the beginning is on the next day. */
export const plannedSpan = ({ date, from, to, timeZone }: TypedSpan): PlannedSpan => {
  const startMs = momentOf({ date, time: from }, timeZone);
  const endMs = momentOf({ date: to > from ? date : dayAfter(date), time: to }, timeZone);
  if (startMs === null || endMs === null) return { problem: 'missing' };
  if (endMs - startMs > LIMITS.plannedShowMs) return { problem: 'long' };
  return { startsAt: new Date(startMs).toISOString(), endsAt: new Date(endMs).toISOString() };
};
