import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { instantSchema } from '../live.ts';
import {
  artworkSchema,
  broadcastIdParams,
  broadcastSchema,
  broadcastStateSchema,
  outsideLinkSchema,
  tagSchema,
  trackSchema,
} from './rest-broadcasts.ts';
import { defineRoute } from './rest-route.ts';
import { pageOf, pageQuerySchema, stationSlugSchema } from './rest-stations.ts';

/** A show as lists have it. */
export const broadcastCardSchema = z.object({
  id: z.string(),
  /** The slug of its station. */
  station: z.string(),
  stationName: z.string(),
  title: z.string(),
  state: broadcastStateSchema,
  plannedStart: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  /** Of its recording after trimming, else from its beginning to its end; 0 before that. */
  durationMs: z.number().int().nonnegative(),
  /** Whether there is a recording that can be played. */
  playable: z.boolean(),
  peak: z.number().int().nonnegative(),
  hearts: z.number().int().nonnegative(),
  tags: z.array(z.string()),
  artwork: artworkSchema.nullable(),
  deletedAt: instantSchema.nullable(),
  /** Whether the caller keeps it among theirs. */
  bookmarked: z.boolean(),
});
export type BroadcastCard = z.infer<typeof broadcastCardSchema>;

export const listBroadcasts = defineRoute({
  name: 'listBroadcasts',
  method: 'GET',
  path: '/api/v1/broadcasts',
  access: 'public',
  summary:
    'The archive: what is published, the newest show first. `q` finds words of title, description, tracklist and tags; the last one may be unfinished.',
  query: pageQuerySchema.extend({
    station: stationSlugSchema.optional(),
    q: z.string().trim().max(LIMITS.search.max).optional(),
    tag: tagSchema.optional(),
  }),
  status: 200,
  reply: pageOf(broadcastCardSchema),
  errors: ['bad_request', 'not_found'],
});

/** Which shows of a station somebody who edits them wants to see. `hidden`: over, and not published. */
export const OWN_BROADCAST_FILTERS = ['all', 'planned', 'hidden', 'published', 'deleted'] as const;
export type OwnBroadcastFilter = (typeof OWN_BROADCAST_FILTERS)[number];

export const listOwnBroadcasts = defineRoute({
  name: 'listOwnBroadcasts',
  method: 'GET',
  path: '/api/v1/stations/:station/broadcasts',
  access: 'broadcast.edit',
  summary: 'Shows of a station that the caller may edit, the newest first. Deleted ones only under `deleted`.',
  params: z.object({ station: stationSlugSchema }),
  query: pageQuerySchema.extend({ filter: z.enum(OWN_BROADCAST_FILTERS).default('all') }),
  status: 200,
  reply: pageOf(broadcastCardSchema),
  errors: ['bad_request', 'not_found'],
});

export const editBroadcast = defineRoute({
  name: 'editBroadcast',
  method: 'PATCH',
  path: '/api/v1/broadcasts/:id',
  access: 'broadcast.edit',
  summary:
    'Change what is said of a show. What is left out stays. `revision` is the one that was seen; if another is there by now, nothing changes.',
  params: broadcastIdParams,
  body: z.object({
    revision: z.number().int().positive(),
    title: z.string().trim().min(1).max(LIMITS.broadcastTitle.max).optional(),
    description: z.string().trim().max(LIMITS.broadcastDescription.max).optional(),
    /** Not while the show is on air: then it is written by what plays. */
    tracklist: z.array(trackSchema).max(LIMITS.tracksPerBroadcast).optional(),
    links: z.array(outsideLinkSchema).max(LIMITS.linksEach).optional(),
    tags: z.array(tagSchema).max(LIMITS.tagsPerBroadcast).optional(),
  }),
  status: 200,
  reply: broadcastSchema,
  errors: ['not_found', 'edited_meanwhile', 'on_air'],
});

export const publishBroadcast = defineRoute({
  name: 'publishBroadcast',
  method: 'PUT',
  path: '/api/v1/broadcasts/:id/publication',
  access: 'broadcast.edit',
  summary: 'Show a finished show to everybody. Fine when it is published already.',
  params: broadcastIdParams,
  status: 204,
  errors: ['not_found', 'not_finished'],
});

export const withdrawBroadcast = defineRoute({
  name: 'withdrawBroadcast',
  method: 'DELETE',
  path: '/api/v1/broadcasts/:id/publication',
  access: 'broadcast.edit',
  summary: 'Hide a published show again. Fine when it is hidden already.',
  params: broadcastIdParams,
  status: 204,
  errors: ['not_found', 'not_finished'],
});

export const deleteBroadcast = defineRoute({
  name: 'deleteBroadcast',
  method: 'DELETE',
  path: '/api/v1/broadcasts/:id',
  access: 'broadcast.edit',
  summary: 'Delete a finished show. For 30 days it can be brought back; then it is erased, with its recording.',
  params: broadcastIdParams,
  status: 204,
  errors: ['not_found', 'not_finished'],
});

export const restoreBroadcast = defineRoute({
  name: 'restoreBroadcast',
  method: 'POST',
  path: '/api/v1/broadcasts/:id/restoration',
  access: 'broadcast.edit',
  summary: 'Bring a deleted show back, as it was.',
  params: broadcastIdParams,
  status: 204,
  errors: ['not_found'],
});

export const addBookmark = defineRoute({
  name: 'addBookmark',
  method: 'PUT',
  path: '/api/v1/broadcasts/:id/bookmark',
  access: 'signed-in',
  summary: 'Keep a published show among one’s own. Fine when it is there already.',
  params: broadcastIdParams,
  status: 204,
  errors: ['not_found', 'too_many_of_these'],
});

export const removeBookmark = defineRoute({
  name: 'removeBookmark',
  method: 'DELETE',
  path: '/api/v1/broadcasts/:id/bookmark',
  access: 'signed-in',
  summary: 'Keep it no more. Fine when it was not kept.',
  params: broadcastIdParams,
  status: 204,
});

export const listBookmarks = defineRoute({
  name: 'listBookmarks',
  method: 'GET',
  path: '/api/v1/account/bookmarks',
  access: 'signed-in',
  summary: 'What the caller keeps and may see, the newest bookmark first.',
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(broadcastCardSchema),
  errors: ['bad_request'],
});
