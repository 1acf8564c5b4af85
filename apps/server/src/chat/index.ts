/** The chat of a station: what is said in its room, and who may say it. Order is kept by moderation, above. */

export type { MessageVerdict, RestrictedWriter } from './chat-admission.ts';
export { type AuthorFacts, type MessageRecord, messageById, messagesWhere } from './chat-message-read-model.ts';
export { messageReplyToInsider } from './chat-message-reply.ts';
export { readRoom } from './chat-room-reply.ts';
export { lockRoom, type RoomRecord, takeVisitorNumber } from './chat-room-store.ts';
export type { RoomChanges, RoomStation, RoomTurn } from './room-changes.ts';
export { type Chat, type ChatOptions, createChat } from './station-chat.ts';
