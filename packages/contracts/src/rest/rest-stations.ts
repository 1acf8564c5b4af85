import { z } from 'zod';
import { colourSchema } from '../accent-colour.ts';
import { LIMITS } from '../limits.ts';
import { liveBroadcastSchema } from '../live.ts';
import { RESERVED_SLUGS } from '../reserved-slugs.ts';
import { usernameSchema } from './rest-accounts.ts';
import { artworkSchema, outsideLinkSchema } from './rest-broadcasts.ts';
import { defineRoute } from './rest-route.ts';

/** The name in a station's address: lower-case latin letters, digits and inner hyphens. */
export const stationSlugSchema = z
  .string()
  .min(LIMITS.stationSlug.min)
  .max(LIMITS.stationSlug.max)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** A slug that a station may get: no page and no path of the server is under it. */
export const newStationSlugSchema = stationSlugSchema.refine((slug) => !RESERVED_SLUGS.has(slug), {
  message: 'is kept for a page of this server',
});

export const stationNameSchema = z.string().trim().min(LIMITS.stationName.min).max(LIMITS.stationName.max);

/** A station as lists show it. */
export const stationSchema = z.object({
  slug: z.string(),
  name: z.string(),
  /** The station that `/`, `PUT /stream` and `GET /stream` mean. */
  default: z.boolean(),
  /** `#rrggbb`, any colour: `textOn` and `readableOn` make readable pairs of it. Null: the colours of the program. */
  accent: z.string().nullable(),
  artwork: artworkSchema.nullable(),
  /** What is on air now, or null. */
  live: liveBroadcastSchema.nullable(),
  /** Whether the caller may edit it. */
  editable: z.boolean(),
});
export type Station = z.infer<typeof stationSchema>;

/** Who may send hearts: whoever listens, or members alone. */
export const HEARTS_FROM = ['everyone', 'members'] as const;
export type HeartsFrom = (typeof HEARTS_FROM)[number];

/** A station as its own page shows it. */
export const stationPageSchema = stationSchema.extend({
  /** Plain text; line breaks count. */
  about: z.string(),
  links: z.array(outsideLinkSchema),
  heartsFrom: z.enum(HEARTS_FROM),
  /** Whether visitors are offered the files of published shows. */
  downloads: z.boolean(),
  /** Whether anything is published: the page has an archive then. */
  archive: z.boolean(),
});
export type StationPage = z.infer<typeof stationPageSchema>;

export const pageQuerySchema = z.object({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.page.max).default(LIMITS.page.default),
});

/** A page of a list: `next` is the cursor of the following page, or null at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

const stationParams = z.object({ station: stationSlugSchema });

export const listStations = defineRoute({
  name: 'listStations',
  method: 'GET',
  path: '/api/v1/stations',
  access: 'public',
  summary:
    'All stations, the default one first, then by name. Where there is one only, pages need not speak of stations.',
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(stationSchema),
});

export const getStation = defineRoute({
  name: 'getStation',
  method: 'GET',
  path: '/api/v1/stations/:station',
  access: 'public',
  summary: 'One station and what is on air there. A former slug finds it too: the reply has the one it has now.',
  params: stationParams,
  status: 200,
  reply: stationPageSchema,
  errors: ['not_found'],
});

export const makeStation = defineRoute({
  name: 'makeStation',
  method: 'POST',
  path: '/api/v1/stations',
  access: 'signed-in',
  summary:
    'Make a station. Who may broadcast and owns none makes one of their own; who manages stations makes any, for anybody.',
  body: z.object({
    name: stationNameSchema,
    /** Without it one is made of the name. */
    slug: newStationSlugSchema.optional(),
    /** The username of whom it is for; without it the caller's own. */
    owner: usernameSchema.optional(),
  }),
  status: 201,
  reply: stationPageSchema,
  errors: ['forbidden', 'not_found', 'slug_taken', 'too_many_of_these'],
});

export const editStation = defineRoute({
  name: 'editStation',
  method: 'PATCH',
  path: '/api/v1/stations/:station',
  access: 'signed-in',
  summary: 'Change what a station shows of itself: its owner, or who manages stations. What is left out stays.',
  params: stationParams,
  body: z.object({
    name: stationNameSchema.optional(),
    /** The old one goes on leading here. Not while a show is on air. */
    slug: newStationSlugSchema.optional(),
    about: z.string().trim().max(LIMITS.stationAbout.max).optional(),
    links: z.array(outsideLinkSchema).max(LIMITS.linksEach).optional(),
    accent: colourSchema.nullable().optional(),
    /** Makes it the station that `/` means, in place of another; only for who manages stations, and while neither is on air. */
    default: z.literal(true).optional(),
  }),
  status: 200,
  reply: stationPageSchema,
  errors: ['not_found', 'forbidden', 'slug_taken', 'station_on_air'],
});
