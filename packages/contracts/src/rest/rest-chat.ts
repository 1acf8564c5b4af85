import { z } from 'zod';
import { chatMessageSchema, presenceSchema } from '../chat.ts';
import { LIMITS } from '../limits.ts';
import { instantSchema } from '../live.ts';
import { broadcastIdParams } from './rest-broadcasts.ts';
import { defineRoute } from './rest-route.ts';
import { pageOf, pageQuerySchema, stationSlugSchema } from './rest-stations.ts';

const stationParams = z.object({ station: stationSlugSchema });
const messageParams = z.object({ station: stationSlugSchema, id: z.uuid() });

/** The page's own connection, from `welcome`: it gets no event of what it does itself, since the reply tells it. */
const connectionSchema = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .optional();

export const messageTextSchema = z.string().max(LIMITS.chat.textUnits);

export const postMessage = defineRoute({
  name: 'postMessage',
  method: 'POST',
  path: '/api/v1/stations/:station/messages',
  access: 'public',
  summary:
    'Say something in the room of a station. It is stored, then answered, then told to everybody else. With a `key` a repeated call is one message.',
  params: stationParams,
  body: z.object({
    /** 1 to 500 characters as people count them, after trimming; no control characters. */
    text: messageTextSchema,
    replyTo: z.uuid().optional(),
    /** Made by the caller at random for this message; the same one within a day gives the message that was stored then. */
    key: z
      .string()
      .regex(/^[\w-]{8,64}$/)
      .optional(),
    connection: connectionSchema,
  }),
  status: 201,
  reply: chatMessageSchema,
  errors: [
    'not_found',
    'not_signed_in',
    'chat_closed',
    'chat_team_only',
    'chat_muted',
    'chat_banned',
    'chat_refused',
    'chat_slow_mode',
    'too_many_requests',
  ],
});

export const listMessages = defineRoute({
  name: 'listMessages',
  method: 'GET',
  path: '/api/v1/stations/:station/messages',
  access: 'public',
  summary:
    'What was said in a room, the newest first; with `direction=newer` the cursor leads the other way, the oldest first. `next` is null at the end.',
  params: stationParams,
  query: pageQuerySchema.extend({
    direction: z.enum(['older', 'newer']).default('older'),
    /** In place of a cursor: the `seq` of a message that the page is to lie beside. */
    beside: z.coerce.number().int().positive().optional(),
  }),
  status: 200,
  reply: pageOf(chatMessageSchema).extend({
    /** Leads from the first item of this page the other way; null: the page is empty. */
    previous: z.string().nullable(),
    /** The last change of the room when this was read. */
    seq: z.number().int().nonnegative(),
  }),
  errors: ['bad_request', 'not_found'],
});

export const listMessageChanges = defineRoute({
  name: 'listMessageChanges',
  method: 'GET',
  path: '/api/v1/stations/:station/messages/changes',
  access: 'public',
  summary:
    'What has changed in a room since a change that the caller knows: new, edited, liked and deleted messages as they are now. Too far behind, it is the newest page in their place.',
  params: stationParams,
  query: z.object({ after: z.coerce.number().int().nonnegative() }),
  status: 200,
  reply: z.object({
    /** True: forget what you had; `items` are the newest messages. */
    fresh: z.boolean(),
    /** The last change that is in `items`. */
    seq: z.number().int().nonnegative(),
    clearedSeq: z.number().int().nonnegative(),
    /** By `seq`, the oldest first. */
    items: z.array(chatMessageSchema),
  }),
  errors: ['not_found'],
});

export const editMessage = defineRoute({
  name: 'editMessage',
  method: 'PATCH',
  path: '/api/v1/stations/:station/messages/:id',
  access: 'public',
  summary: 'Change one’s own message, within five minutes. It is marked as edited.',
  params: messageParams,
  body: z.object({ text: messageTextSchema, connection: connectionSchema }),
  status: 200,
  reply: chatMessageSchema,
  errors: [
    'not_found',
    'not_signed_in',
    'chat_closed',
    'chat_team_only',
    'chat_edit_late',
    'chat_muted',
    'chat_banned',
    'chat_refused',
    'too_many_requests',
  ],
});

export const deleteMessage = defineRoute({
  name: 'deleteMessage',
  method: 'DELETE',
  path: '/api/v1/stations/:station/messages/:id',
  access: 'public',
  summary: 'Delete one’s own message. Fine when it is deleted already.',
  params: messageParams,
  status: 204,
  errors: ['not_found', 'not_signed_in', 'too_many_requests'],
});

const likeReply = z.object({ likes: z.number().int().nonnegative() });

export const likeMessage = defineRoute({
  name: 'likeMessage',
  method: 'PUT',
  path: '/api/v1/stations/:station/messages/:id/like',
  access: 'signed-in',
  summary: 'Like a message. Fine when it is liked already.',
  params: messageParams,
  status: 200,
  reply: likeReply,
  errors: ['not_found', 'chat_banned', 'too_many_requests'],
});

export const unlikeMessage = defineRoute({
  name: 'unlikeMessage',
  method: 'DELETE',
  path: '/api/v1/stations/:station/messages/:id/like',
  access: 'signed-in',
  summary: 'Take a like back. Fine when there is none.',
  params: messageParams,
  status: 200,
  reply: likeReply,
  errors: ['not_found'],
});

/** Why somebody cannot write: told to nobody but that person and those who keep order. */
export const chatRestrictionNoticeSchema = z.object({
  kind: z.enum(['mute', 'ban']),
  reason: z.string(),
  /** Null: until somebody lifts it. */
  until: instantSchema.nullable(),
});
export type ChatRestrictionNotice = z.infer<typeof chatRestrictionNoticeSchema>;

export const getChatStanding = defineRoute({
  name: 'getChatStanding',
  method: 'GET',
  path: '/api/v1/stations/:station/messages/standing',
  access: 'public',
  summary:
    'What the caller is in a room: may they write, and if not, why and until when; what they like; what is held of theirs.',
  params: stationParams,
  status: 200,
  reply: z.object({
    /** As whom the caller writes; a visitor who never wrote has no number yet. */
    self: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('member'), accountId: z.string(), username: z.string() }),
      z.object({ kind: z.literal('visitor'), number: z.number().int().positive().nullable() }),
    ]),
    /** Whether the caller keeps order here. */
    moderates: z.boolean(),
    restriction: chatRestrictionNoticeSchema.nullable(),
    /** Those of the newest messages that the caller likes. */
    liked: z.array(z.string()),
    held: z.array(chatMessageSchema),
  }),
  errors: ['not_found'],
});

export const listPeople = defineRoute({
  name: 'listPeople',
  method: 'GET',
  path: '/api/v1/stations/:station/people',
  access: 'public',
  summary: 'Who is in the room of a station now: members by name, visitors as a number.',
  params: stationParams,
  status: 200,
  reply: presenceSchema.extend({
    /** By name; cut at `LIMITS.chat.namesShown`. */
    names: z.array(z.object({ username: z.string(), badge: z.enum(['owner', 'moderator']).nullable() })),
  }),
  errors: ['not_found'],
});

export const listBroadcastMessages = defineRoute({
  name: 'listBroadcastMessages',
  method: 'GET',
  path: '/api/v1/broadcasts/:id/messages',
  access: 'public',
  summary: 'What was said during a published show, the oldest first. Deleted messages are left out.',
  params: broadcastIdParams,
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(
    chatMessageSchema.extend({
      /** Since the beginning of the show. */
      atMs: z.number().int().nonnegative(),
    }),
  ),
  errors: ['bad_request', 'not_found'],
});
