import type { ServerMessage } from '@livestreamer/contracts';

type EventMessage = Extract<ServerMessage, { type: 'event' }>;
/** An event may be of a kind that only newer nodes and their pages know. */
type Message = Exclude<ServerMessage, EventMessage> | (Omit<EventMessage, 'event'> & { readonly event: object });

/** A message as bytes: encoded once, sent to all that need it. */
export const serverFrame = (message: Message): Buffer => Buffer.from(JSON.stringify(message));
