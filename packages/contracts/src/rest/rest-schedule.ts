import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { instantSchema } from '../live.ts';
import { usernameSchema } from './rest-accounts.ts';
import { artworkSchema, broadcastIdParams, broadcastStateSchema, tagSchema } from './rest-broadcasts.ts';
import { defineRoute } from './rest-route.ts';
import { pageOf, pageQuerySchema, stationSlugSchema } from './rest-stations.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const interval = z.number().int().min(1).max(LIMITS.repeatInterval.max).default(1);
/** At most one of them; without both it goes on until somebody ends it. */
const end = {
  /** The last day, by the clock of the show's time zone. */
  until: z.iso
    .date()
    .refine((date) => date < '3000', 'Not in another millennium')
    .nullable()
    .default(null),
  /** How many shows there are. */
  count: z.number().int().min(1).max(LIMITS.repeatCount.max).nullable().default(null),
};

/**
 * How a show repeats, by the calendar of its time zone. The days count from the first show on.
 * `week`: on these days of every `interval`-th week, weeks from Monday. `month` by `date`: on the same day of the month; months
 * without that day have no show. `month` by `weekday`: on the same one of the month's Fridays, say; likewise.
 */
export const repeatsSchema = z
  .discriminatedUnion('every', [
    z.object({ every: z.literal('day'), interval, ...end }),
    z.object({ every: z.literal('week'), interval, weekdays: z.array(z.enum(WEEKDAYS)).min(1).max(7), ...end }),
    z.object({ every: z.literal('month'), interval, by: z.enum(['date', 'weekday']), ...end }),
  ])
  .refine(({ until, count }) => until === null || count === null, {
    message: 'Either a last day or a count, not both',
    path: ['count'],
  });
export type Repeats = z.infer<typeof repeatsSchema>;

/** One planned show. Times are those of the plan; what became of it is its `state`. */
export const scheduledShowSchema = z.object({
  /** Of the broadcast: its page is there from the start. */
  id: z.string(),
  /** The slug of its station. */
  station: z.string(),
  stationName: z.string(),
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  artwork: artworkSchema.nullable(),
  state: broadcastStateSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  /** In which it was planned; pages show times in the reader's own. */
  timeZone: z.string(),
  /** Whose source opens it; null: an account that is gone. */
  broadcaster: z.string().nullable(),
  /** Null: it does not repeat. */
  series: z.object({ id: z.string(), repeats: repeatsSchema }).nullable(),
  /** Whether the caller may change it and call it off. */
  editable: z.boolean(),
  /** Whether the caller gets a letter before it begins. */
  reminder: z.boolean(),
});
export type ScheduledShow = z.infer<typeof scheduledShowSchema>;

const title = z.string().trim().min(1).max(LIMITS.broadcastTitle.max);
const description = z.string().trim().max(LIMITS.broadcastDescription.max);
const tags = z.array(tagSchema).max(LIMITS.tagsPerBroadcast);
/** An IANA name: `Europe/Berlin`. */
const timeZone = z.string().trim().min(1).max(LIMITS.timeZone.max);

/** Of a show that repeats: this one only, this one and all after it, or all that have not begun. */
export const SCHEDULE_SCOPES = ['one', 'following', 'all'] as const;
export type ScheduleScope = (typeof SCHEDULE_SCOPES)[number];
const scope = z.enum(SCHEDULE_SCOPES).default('one');

/** The `details` of the error `schedule_overlap`: the show that has the time already, as it is planned. */
export const scheduleOverlapSchema = z.object({ title: z.string(), startsAt: instantSchema, endsAt: instantSchema });
export type ScheduleOverlap = z.infer<typeof scheduleOverlapSchema>;

export const planShow = defineRoute({
  name: 'planShow',
  method: 'POST',
  path: '/api/v1/schedule',
  access: 'signed-in',
  summary:
    'Plan a show, or one that repeats; answers with the first. Its page turns live by itself when its broadcaster comes.',
  body: z.object({
    station: stationSlugSchema,
    title,
    startsAt: instantSchema,
    endsAt: instantSchema,
    description: description.default(''),
    tags: tags.default([]),
    /** Without it: the station's. */
    timeZone: timeZone.optional(),
    repeats: repeatsSchema.nullable().default(null),
    /** Who comes with a source: the caller, unless somebody else is named who may broadcast there. */
    broadcaster: usernameSchema.optional(),
  }),
  status: 201,
  reply: scheduledShowSchema,
  errors: ['not_found', 'forbidden', 'schedule_overlap', 'too_many_of_these'],
});

export const listSchedule = defineRoute({
  name: 'listSchedule',
  method: 'GET',
  path: '/api/v1/schedule',
  access: 'public',
  summary: 'Planned shows by start, of one station or all: those to come and those on air, or those of a span of time.',
  query: pageQuerySchema.extend({
    station: stationSlugSchema.optional(),
    /** Shows that end after it; without it: from now on. */
    from: instantSchema.optional(),
    /** Shows that begin before it. */
    to: instantSchema.optional(),
  }),
  status: 200,
  reply: pageOf(scheduledShowSchema),
  errors: ['not_found'],
});

export const getScheduledShow = defineRoute({
  name: 'getScheduledShow',
  method: 'GET',
  path: '/api/v1/schedule/:id',
  access: 'public',
  summary: 'One planned show, also a cancelled or a missed one.',
  params: broadcastIdParams,
  status: 200,
  reply: scheduledShowSchema,
  errors: ['not_found'],
});

export const changeScheduledShow = defineRoute({
  name: 'changeScheduledShow',
  method: 'PATCH',
  path: '/api/v1/schedule/:id',
  access: 'signed-in',
  summary:
    'Change a planned show that has not begun, and those that follow it in its series if asked to. What was changed on one show alone stays.',
  params: broadcastIdParams,
  body: z.object({
    scope,
    title: title.optional(),
    description: description.optional(),
    tags: tags.optional(),
    startsAt: instantSchema.optional(),
    endsAt: instantSchema.optional(),
    timeZone: timeZone.optional(),
    /** Not for one alone of a series. Null: of the series, only this show stays. */
    repeats: repeatsSchema.nullable().optional(),
    broadcaster: usernameSchema.optional(),
  }),
  status: 200,
  reply: scheduledShowSchema,
  errors: ['not_found', 'forbidden', 'already_begun', 'schedule_overlap', 'too_many_of_these'],
});

export const cancelScheduledShow = defineRoute({
  name: 'cancelScheduledShow',
  method: 'DELETE',
  path: '/api/v1/schedule/:id',
  access: 'signed-in',
  summary: 'Call a planned show off. Its page stays and says so, and whoever wanted a reminder gets a letter.',
  params: broadcastIdParams,
  query: z.object({ scope }),
  status: 204,
  errors: ['not_found', 'forbidden', 'already_begun'],
});

export const askForReminder = defineRoute({
  name: 'askForReminder',
  method: 'PUT',
  path: '/api/v1/broadcasts/:id/reminder',
  access: 'signed-in',
  summary: 'Get a letter a quarter of an hour before a planned show begins. Asking twice is asking once.',
  params: broadcastIdParams,
  status: 204,
  errors: ['not_found', 'already_begun', 'too_many_of_these'],
});

export const dropReminder = defineRoute({
  name: 'dropReminder',
  method: 'DELETE',
  path: '/api/v1/broadcasts/:id/reminder',
  access: 'signed-in',
  summary: 'Get no letter. Also fine when there was none to come.',
  params: broadcastIdParams,
  status: 204,
});
