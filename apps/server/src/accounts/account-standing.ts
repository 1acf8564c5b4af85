import type { AccountState } from '@livestreamer/contracts';

/** What decides how an account stands. */
export interface StandingFacts {
  readonly confirmedAt: Date | null;
  readonly bannedAt: Date | null;
  /** Null: for good. */
  readonly bannedUntil: Date | null;
  readonly deletedAt: Date | null;
}

/** Pure. Deleted counts before banned, and banned before unconfirmed; only who is active may sign in or broadcast. */
export const standingOf = (facts: StandingFacts, nowMs: number): AccountState => {
  const { confirmedAt, bannedAt, bannedUntil, deletedAt } = facts;
  if (deletedAt) return 'deleted';
  if (bannedAt && (bannedUntil === null || bannedUntil.getTime() > nowMs)) return 'banned';
  return confirmedAt ? 'active' : 'unconfirmed';
};
