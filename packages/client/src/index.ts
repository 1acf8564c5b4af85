/** The typed client of a LiveStreamer server, for browsers and for Node. */
export { ApiError, type ApiErrorCode } from './api-error.ts';
export { type ChatLog, createChatLog } from './chat-log.ts';
export type { ChatItem, ChatStanding, ChatView } from './chat-log-view.ts';
export type { ClientChance } from './client-chance.ts';
export { type CookieKeeper, createCookieKeeper } from './cookie-keeper.ts';
export { createEventStreamSocket } from './event-stream-socket.ts';
export type { RoomFollower } from './followed-rooms.ts';
export { createRealtimeClient, type RealtimeClient, type RealtimeState } from './realtime-client.ts';
export type { OpenSocket, RealtimeSocket } from './realtime-socket.ts';
export { createRestClient, type RestClient } from './rest-client.ts';
