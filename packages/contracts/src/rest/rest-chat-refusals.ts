import { z } from 'zod';
import { plainTextSchema } from '../chat.ts';
import { LIMITS } from '../limits.ts';
import { instantSchema } from '../live.ts';
import { defineRoute } from './rest-route.ts';
import { pageOf, pageQuerySchema, stationSlugSchema } from './rest-stations.ts';

/*
 * Who and what is refused in a chat: mutes and bans, and rules. All of these are for whoever keeps order on the station, as in `rest-moderation.ts`; others hear
 * `forbidden`.
 */
const stationParams = z.object({ station: stationSlugSchema });
const itemParams = z.object({ station: stationSlugSchema, id: z.uuid() });

/** What a restriction holds on to. A visitor is a browser; an address is one address, or an IPv6 /64. */
export const RESTRICTED = ['account', 'visitor', 'address'] as const;

export const chatRestrictionSchema = z.object({
  id: z.string(),
  kind: z.enum(['mute', 'ban']),
  /** What it is called: a username, `Visitor 12`, or an address. */
  who: z.string(),
  whom: z.enum(RESTRICTED),
  reason: z.string(),
  madeBy: z.string().nullable(),
  madeAt: instantSchema,
  until: instantSchema.nullable(),
});
export type ChatRestriction = z.infer<typeof chatRestrictionSchema>;

export const restrictAuthor = defineRoute({
  name: 'restrictAuthor',
  method: 'POST',
  path: '/api/v1/stations/:station/messages/:id/restrictions',
  access: 'signed-in',
  summary:
    'Mute or ban the author of a message on this station. A mute ends; a ban may not, and also takes hearts, likes and reports. One who keeps order cannot be restricted but by the owner.',
  params: itemParams,
  body: z.object({
    kind: z.enum(['mute', 'ban']),
    /** Null: until somebody lifts it; only for a ban. */
    forS: z.number().int().min(60).max(LIMITS.chat.restrictionS.max).nullable(),
    reason: plainTextSchema.max(LIMITS.chat.reasonLength),
    /** Also the address that the message came from, if it is known and does not stand for many. */
    address: z.boolean().default(false),
    /** Also delete everything that they said in the last day. */
    removeMessages: z.boolean().default(false),
  }),
  status: 201,
  reply: z.object({ items: z.array(chatRestrictionSchema) }),
  errors: ['not_found', 'forbidden'],
});

export const listRestrictions = defineRoute({
  name: 'listRestrictions',
  method: 'GET',
  path: '/api/v1/stations/:station/moderation/restrictions',
  access: 'signed-in',
  summary: 'Who is muted or banned on a station now, the newest first.',
  params: stationParams,
  query: pageQuerySchema,
  status: 200,
  reply: pageOf(chatRestrictionSchema),
  errors: ['bad_request', 'not_found', 'forbidden'],
});

export const liftRestriction = defineRoute({
  name: 'liftRestriction',
  method: 'DELETE',
  path: '/api/v1/stations/:station/moderation/restrictions/:id',
  access: 'signed-in',
  summary: 'End a mute or a ban now.',
  params: itemParams,
  status: 204,
  errors: ['not_found', 'forbidden'],
});

/** What a rule looks for: a word or phrase as a whole, a regular expression (RE2: no look-around, no back references), or links. */
export const CHAT_RULE_KINDS = ['word', 'regex', 'link'] as const;

export const chatRuleSchema = z.object({
  id: z.string(),
  kind: z.enum(CHAT_RULE_KINDS),
  /** For `link`: a host name, which stands for those under it too, or `*` for every link. */
  pattern: z.string(),
  /** Refuse the message, hold it until a moderator has looked at it, or (links only) let this host through before all other link rules. */
  act: z.enum(['refuse', 'hold', 'allow']),
});
export type ChatRule = z.infer<typeof chatRuleSchema>;

const newRuleSchema = chatRuleSchema
  .omit({ id: true })
  .extend({ pattern: plainTextSchema.min(1).max(LIMITS.chat.patternLength) })
  .refine(({ kind, act }) => act !== 'allow' || kind === 'link', {
    path: ['act'],
    message: 'only links can be let through',
  });

export const listChatRules = defineRoute({
  name: 'listChatRules',
  method: 'GET',
  path: '/api/v1/stations/:station/moderation/rules',
  access: 'signed-in',
  summary: 'The rules that every message of a station is held against, but for those of who keeps order.',
  params: stationParams,
  status: 200,
  reply: z.object({ items: z.array(chatRuleSchema) }),
  errors: ['not_found', 'forbidden'],
});

export const makeChatRule = defineRoute({
  name: 'makeChatRule',
  method: 'POST',
  path: '/api/v1/stations/:station/moderation/rules',
  access: 'signed-in',
  summary: 'Add a rule. It holds for messages from now on.',
  params: stationParams,
  body: newRuleSchema,
  status: 201,
  reply: chatRuleSchema,
  errors: ['not_found', 'forbidden', 'too_many_of_these'],
});

export const dropChatRule = defineRoute({
  name: 'dropChatRule',
  method: 'DELETE',
  path: '/api/v1/stations/:station/moderation/rules/:id',
  access: 'signed-in',
  summary: 'Remove a rule.',
  params: itemParams,
  status: 204,
  errors: ['not_found', 'forbidden'],
});
