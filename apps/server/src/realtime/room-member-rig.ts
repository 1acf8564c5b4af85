import { type ServerMessage, serverMessageSchema } from '@livestreamer/contracts';
import { systemChance } from '../platform/index.ts';
import type { RoomMember } from './room-member.ts';
import type { Outgoing } from './server-frames.ts';

/** Everything in one write, read as a client of server-sent events reads it. */
export const messagesIn = (outgoing: Outgoing): ServerMessage[] =>
  outgoing
    .eventStream()
    .toString()
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => serverMessageSchema.parse(JSON.parse(event.slice('data: '.length))));

/** A visitor with a connection of their own. */
export const somebody = (): Omit<RoomMember, 'send'> => {
  const id = systemChance.shortId();
  return { id, person: { key: id, account: null }, outbox: null };
};
