import type { ServerMessage } from '@livestreamer/contracts';

/** A message as bytes: encoded once, sent to all that need it. */
export const serverFrame = (message: ServerMessage): Buffer => Buffer.from(JSON.stringify(message));
