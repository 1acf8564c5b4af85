import type { ErrorCode } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';

/** What the chat of this process counts, since it started. */
export interface ChatCounters {
  /** Messages stored; one that came twice counts once. */
  messages: number;
  /** Of those, the ones that wait for somebody who keeps order. */
  heldMessages: number;
  /** Messages that were not taken, by why. */
  readonly refused: Map<ErrorCode, number>;
}

export const createChatCounters = (): ChatCounters => ({ messages: 0, heldMessages: 0, refused: new Map() });

/** Counts a message that was not taken. Errors without a name of ours are the server's, and counted by HTTP. */
export const countRefusal = ({ refused }: Pick<ChatCounters, 'refused'>, error: unknown): void => {
  if (error instanceof AppError) refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
};
