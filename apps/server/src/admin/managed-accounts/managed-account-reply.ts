import type { ManagedAccount } from '@livestreamer/contracts';
import { standingOf } from '../../accounts/index.ts';
import type { ManagedAccountRow } from './managed-account-read-model.ts';

/** An account as those are shown it who keep order. Pure. */
export const managedAccountReply = (row: ManagedAccountRow, nowMs: number): ManagedAccount => {
  const { id, username, email, roles, createdAt, secondFactor, banReason, bannedUntil, deletedAt } = row;
  // Of a deleted account too: its owner may bring it back, and it is banned then still.
  const isBanned = standingOf({ ...row, deletedAt: null }, nowMs) === 'banned';
  return {
    id,
    username,
    email,
    state: standingOf(row, nowMs),
    roles,
    createdAt: createdAt.toISOString(),
    secondFactor,
    ban: isBanned ? { reason: banReason ?? '', until: bannedUntil?.toISOString() ?? null } : null,
    deletedAt: deletedAt?.toISOString() ?? null,
  };
};
