/** How order is kept in the rooms of stations: rules, mutes and bans, what waits for a decision, and what was decided. */
export { createModeration, type Moderation, type ModerationOptions } from './moderation.ts';
export { createRestrictionLookup } from './restrictions/chat-restrictions.ts';
export { createChatRulebooks } from './rules/chat-rulebooks.ts';
