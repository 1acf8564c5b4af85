import type { ChatRestrictionNotice, ChatWriters, ErrorCode } from '@livestreamer/contracts';

/** Who wants to write, as far as the decision needs it. */
export interface WriterFacts {
  readonly isMember: boolean;
  readonly keepsOrder: boolean;
  readonly restriction: ChatRestrictionNotice | null;
}

interface RoomFacts {
  readonly open: boolean;
  readonly writers: ChatWriters;
}

/** What keeps somebody from writing in a room; null: nothing. */
export const obstacleTo = (writer: WriterFacts, { open, writers }: RoomFacts): ErrorCode | null => {
  if (!open) return 'chat_closed';
  if (writer.restriction) return writer.restriction.kind === 'ban' ? 'chat_banned' : 'chat_muted';
  if (writer.keepsOrder || writers === 'everyone') return null;
  if (writers === 'team') return 'chat_team_only';
  return writer.isMember ? null : 'not_signed_in';
};

/** For how long somebody who last wrote at `lastMs` has to rest in slow mode. */
export const restMs = ({ slowModeS, lastMs, nowMs }: { slowModeS: number; lastMs: number; nowMs: number }): number => {
  const slowModeMs = slowModeS * 1_000;
  // No longer than that, should a clock have jumped back.
  return Math.min(slowModeMs, Math.max(0, lastMs + slowModeMs - nowMs));
};
