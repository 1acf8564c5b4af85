import { z } from 'zod';
import { CHAT_WRITERS, chatMessageSchema, chatRoomSchema, plainTextSchema } from '../chat.ts';
import { LIMITS } from '../limits.ts';
import { instantSchema } from '../live.ts';
import { defineRoute } from './rest-route.ts';
import { pageOf, pageQuerySchema, stationSlugSchema } from './rest-stations.ts';

/*
 * All of these are for whoever keeps order on the station: its owner, its moderators, and who has `chat.moderate` everywhere. Others hear `forbidden`.
 */
const stationParams = z.object({ station: stationSlugSchema });
const messageParams = z.object({ station: stationSlugSchema, id: z.uuid() });
const reasonSchema = plainTextSchema.max(LIMITS.chat.reasonLength);

/** A message as those who keep order see it: with its text, also when it is deleted or held. */
export const moderatedMessageSchema = chatMessageSchema.extend({
  /** The text as its author last wrote it; null when it was erased. */
  original: z.string().nullable(),
  /** Null: nobody deleted it; else the name of who did, or null within when its author did. */
  deletedBy: z.object({ username: z.string().nullable() }).nullable(),
  /** The rule for which it is held. */
  heldFor: z.string().nullable(),
  openReports: z.number().int().nonnegative(),
});
export type ModeratedMessage = z.infer<typeof moderatedMessageSchema>;

export const removeMessage = defineRoute({
  name: 'removeMessage',
  method: 'PUT',
  path: '/api/v1/stations/:station/messages/:id/removal',
  access: 'signed-in',
  summary: 'Delete somebody’s message. Its reports are settled with it. Fine when it is deleted already.',
  params: messageParams,
  status: 204,
  errors: ['not_found', 'forbidden'],
});

export const restoreMessage = defineRoute({
  name: 'restoreMessage',
  method: 'DELETE',
  path: '/api/v1/stations/:station/messages/:id/removal',
  access: 'signed-in',
  summary:
    'Show a message again that was removed, or for the first time one that is held. What its author deleted stays deleted.',
  params: messageParams,
  status: 204,
  errors: ['not_found', 'forbidden'],
});

export const listModeratedMessages = defineRoute({
  name: 'listModeratedMessages',
  method: 'GET',
  path: '/api/v1/stations/:station/moderation/messages',
  access: 'signed-in',
  summary:
    'Messages that wait for a decision (`held`, `reported`), were `deleted`, or are of one `author` (as `of` one of their messages), the newest first.',
  params: stationParams,
  query: pageQuerySchema.extend({
    filter: z.enum(['held', 'reported', 'deleted', 'author']).default('held'),
    /** With `author`: a message of theirs. */
    of: z.uuid().optional(),
  }),
  status: 200,
  reply: pageOf(moderatedMessageSchema),
  errors: ['bad_request', 'not_found', 'forbidden'],
});

export const getModerationQueue = defineRoute({
  name: 'getModerationQueue',
  method: 'GET',
  path: '/api/v1/stations/:station/moderation',
  access: 'signed-in',
  summary: 'How much waits for those who keep order.',
  params: stationParams,
  status: 200,
  reply: z.object({ held: z.number().int().nonnegative(), reported: z.number().int().nonnegative() }),
  errors: ['not_found', 'forbidden'],
});

export const reportMessage = defineRoute({
  name: 'reportMessage',
  method: 'PUT',
  path: '/api/v1/stations/:station/messages/:id/report',
  access: 'signed-in',
  summary: 'Tell those who keep order about a message. Once for each member and message.',
  params: messageParams,
  body: z.object({ reason: reasonSchema.default('') }),
  status: 204,
  errors: ['not_found', 'chat_banned', 'too_many_requests'],
});

export const listReports = defineRoute({
  name: 'listReports',
  method: 'GET',
  path: '/api/v1/stations/:station/messages/:id/reports',
  access: 'signed-in',
  summary: 'Who reported a message, and why, the oldest report first.',
  params: messageParams,
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(z.object({ username: z.string().nullable(), reason: z.string(), reportedAt: instantSchema })),
  errors: ['bad_request', 'not_found', 'forbidden'],
});

export const dismissReports = defineRoute({
  name: 'dismissReports',
  method: 'DELETE',
  path: '/api/v1/stations/:station/messages/:id/reports',
  access: 'signed-in',
  summary: 'Nothing is wrong with a reported message: its reports are settled, and it stays.',
  params: messageParams,
  status: 204,
  errors: ['not_found', 'forbidden'],
});

export const getChatRoom = defineRoute({
  name: 'getChatRoom',
  method: 'GET',
  path: '/api/v1/stations/:station/moderation/room',
  access: 'signed-in',
  summary: 'How a room is set: whether there is a chat, who may write, slow mode, announcement, the pinned message.',
  params: stationParams,
  status: 200,
  reply: chatRoomSchema,
  errors: ['not_found', 'forbidden'],
});

export const setChatRoom = defineRoute({
  name: 'setChatRoom',
  method: 'PATCH',
  path: '/api/v1/stations/:station/moderation/room',
  access: 'signed-in',
  summary:
    'Change a room: whether there is a chat, who may write (`team` locks it at once for everybody else, `before-lock` unlocks it for those who could write before), slow mode, announcement, the pinned message. What is left out stays.',
  params: stationParams,
  body: z.object({
    open: z.boolean().optional(),
    writers: z.enum([...CHAT_WRITERS, 'before-lock']).optional(),
    slowModeS: z.number().int().min(0).max(LIMITS.chat.slowModeS.max).optional(),
    announcement: plainTextSchema.min(1).max(LIMITS.chat.announcementLength).nullable().optional(),
    pinned: z.uuid().nullable().optional(),
  }),
  status: 200,
  reply: chatRoomSchema,
  errors: ['not_found', 'forbidden'],
});

export const clearChat = defineRoute({
  name: 'clearChat',
  method: 'PUT',
  path: '/api/v1/stations/:station/moderation/clearing',
  access: 'signed-in',
  summary: 'Clear everything away that was said so far.',
  params: stationParams,
  status: 200,
  reply: chatRoomSchema,
  errors: ['not_found', 'forbidden'],
});

export const undoClearChat = defineRoute({
  name: 'undoClearChat',
  method: 'DELETE',
  path: '/api/v1/stations/:station/moderation/clearing',
  access: 'signed-in',
  summary: 'Bring back what the last clearing took away.',
  params: stationParams,
  status: 200,
  reply: chatRoomSchema,
  errors: ['not_found', 'forbidden'],
});

/** What those who keep order did, by name. */
export const MODERATION_ACTS = [
  'message.remove',
  'message.restore',
  'message.release',
  'reports.dismiss',
  'restriction.mute',
  'restriction.ban',
  'restriction.lift',
  'room.change',
  'room.clear',
  'room.unclear',
  'rule.make',
  'rule.drop',
] as const;

export const listModerationLog = defineRoute({
  name: 'listModerationLog',
  method: 'GET',
  path: '/api/v1/stations/:station/moderation/log',
  access: 'signed-in',
  summary: 'What was done to keep order on a station, the newest first.',
  params: stationParams,
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(
    z.object({
      id: z.string(),
      at: instantSchema,
      /** Null: the server itself, or an account that is gone. */
      actor: z.string().nullable(),
      act: z.enum(MODERATION_ACTS),
      /** To whom or what: `Zoë`, `Visitor 12`, a pattern, `slowModeS: 30`; empty: an account that is gone, or nobody. No message is quoted here. */
      subject: z.string(),
      reason: z.string(),
    }),
  ),
  errors: ['bad_request', 'not_found', 'forbidden'],
});
