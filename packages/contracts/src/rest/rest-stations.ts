import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { liveBroadcastSchema } from '../live.ts';
import { defineRoute } from './rest-route.ts';

/** The name in a station's address: lower-case latin letters, digits and inner hyphens. */
export const stationSlugSchema = z
  .string()
  .min(LIMITS.stationSlug.min)
  .max(LIMITS.stationSlug.max)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

export const stationSchema = z.object({
  slug: z.string(),
  name: z.string(),
  /** The station that `/`, `PUT /stream` and `GET /stream` mean. */
  default: z.boolean(),
  /** What is on air now, or null. */
  live: liveBroadcastSchema.nullable(),
});
export type Station = z.infer<typeof stationSchema>;

export const pageQuerySchema = z.object({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.page.max).default(LIMITS.page.default),
});

/** A page of a list: `next` is the cursor of the following page, or null at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export const listStations = defineRoute({
  name: 'listStations',
  method: 'GET',
  path: '/api/v1/stations',
  access: 'public',
  summary: 'All stations, the default one first, then by name.',
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(stationSchema),
});

export const getStation = defineRoute({
  name: 'getStation',
  method: 'GET',
  path: '/api/v1/stations/:station',
  access: 'public',
  summary: 'One station and what is on air there.',
  params: z.object({ station: stationSlugSchema }),
  status: 200,
  reply: stationSchema,
  errors: ['not_found'],
});
