import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { instantSchema } from './live.ts';

/** What those who keep order write, trimmed: no control characters but for the line break. The database takes no NUL. */
export const plainTextSchema = z
  .string()
  .trim()
  .regex(/^(?:\P{Cc}|\n)*$/u, 'must not have control characters');

/** Who wrote a message. Visitors have no name, only a number that stays theirs on one station; `gone`: the account does not exist any more. */
export const chatAuthorSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('member'),
    accountId: z.string(),
    username: z.string(),
    /** Who keeps order here: the station's owner, or one of its moderators. */
    badge: z.enum(['owner', 'moderator']).nullable(),
  }),
  z.object({ kind: z.literal('visitor'), number: z.number().int().positive() }),
  z.object({ kind: z.literal('gone') }),
]);
export type ChatAuthor = z.infer<typeof chatAuthorSchema>;

/**
 * Where a message stands: `shown` to everybody; `held` until a moderator has looked at it, and seen by its author alone; `deleted` by its author or a
 * moderator: its place stays, its text is gone. A moderator's deletion can be undone.
 */
export const CHAT_MESSAGE_STATES = ['shown', 'held', 'deleted'] as const;

/** A message as everybody may see it. */
export const chatMessageSchema = z.object({
  id: z.string(),
  /** Its place in the room: the later message has the larger number. Never changes. */
  seq: z.number().int().positive(),
  state: z.enum(CHAT_MESSAGE_STATES),
  /** The show that was on air; null: there was none. */
  broadcastId: z.string().nullable(),
  author: chatAuthorSchema,
  /** Empty when it was deleted. */
  text: z.string(),
  /** Usernames in the text, after an `@`, that are accounts. */
  mentions: z.array(z.string()),
  sentAt: instantSchema,
  editedAt: instantSchema.nullable(),
  likes: z.number().int().nonnegative(),
  /** What it answers; its text is cut to `LIMITS.chat.quoteLength`, and empty when that message was deleted. */
  replyTo: z.object({ id: z.string(), author: chatAuthorSchema, text: z.string() }).nullable(),
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** Who may write: everybody who has the link, members, or for now only those who keep order. */
export const CHAT_WRITERS = ['everyone', 'members', 'team'] as const;
export type ChatWriters = (typeof CHAT_WRITERS)[number];

/** The room beside its messages. */
export const chatRoomSchema = z.object({
  /** False: the station has no chat, and pages show none. */
  open: z.boolean(),
  writers: z.enum(CHAT_WRITERS),
  /** How long everybody rests between two messages; 0: not at all. Those who keep order never do. */
  slowModeS: z.number().int().nonnegative().max(LIMITS.chat.slowModeS.max),
  /** Messages up to this `seq` were cleared away, and pages forget them. */
  clearedSeq: z.number().int().nonnegative(),
  pinned: chatMessageSchema.nullable(),
  /** What those who keep order want everybody to read; null: nothing. */
  announcement: z.string().nullable(),
});
export type ChatRoom = z.infer<typeof chatRoomSchema>;

/** Who is here, counted in people, not in tabs. */
export const presenceSchema = z.object({
  members: z.number().int().nonnegative(),
  visitors: z.number().int().nonnegative(),
});
export type Presence = z.infer<typeof presenceSchema>;
