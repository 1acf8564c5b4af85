import type { changeScheduledShow, RouteRequest } from '@livestreamer/contracts';
import { assertTimes, timeZoneOf, wrongField } from './plan-checks.ts';
import type { PlannedShowRecord } from './schedule-store.ts';

/** What may be changed of a planned show; what is left out stays. */
export type PlanChange = RouteRequest<typeof changeScheduledShow>['body'];

interface Circumstances {
  /** Who is to come. */
  readonly accountId: string;
  readonly nowMs: number;
}

/** The show as it is to be, and whether its time is another; throws `validation_failed` for times that cannot be. */
export const withChange = (
  show: PlannedShowRecord,
  { title, description, tags, startsAt, endsAt, timeZone, accountId, nowMs }: PlanChange & Circumstances,
): { changed: PlannedShowRecord; isMoved: boolean } => {
  const changed = {
    ...show,
    title: title ?? show.title,
    description: description ?? show.description,
    tags: tags ? [...new Set(tags)] : show.tags,
    startMs: startsAt === undefined ? show.startMs : Date.parse(startsAt),
    endMs: endsAt === undefined ? show.endMs : Date.parse(endsAt),
    timeZone: timeZone === undefined ? show.timeZone : timeZoneOf(timeZone),
    accountId,
  };
  const isMoved = (['startMs', 'endMs', 'timeZone'] as const).some((key) => changed[key] !== show[key]);
  // Of a show whose start is over, because its broadcaster is late, the end may still change.
  if (isMoved) assertTimes(changed, changed.startMs === show.startMs ? Math.min(nowMs, show.startMs) : nowMs);
  if (changed.endMs <= nowMs) throw wrongField('endsAt', 'This time is over. Choose one to come.');
  return { changed, isMoved };
};
