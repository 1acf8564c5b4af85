import { expect, test } from 'vitest';
import { type StandingFacts, standingOf } from './account-standing.ts';

const NOW_MS = Date.UTC(2026, 10, 22);
const past = new Date(NOW_MS - 1);
const future = new Date(NOW_MS + 1);
const active: StandingFacts = { confirmedAt: past, bannedAt: null, bannedUntil: null, deletedAt: null };

test.each([
  ['active', active],
  ['unconfirmed', { ...active, confirmedAt: null }],
  ['banned', { ...active, bannedAt: past }],
  ['banned', { ...active, bannedAt: past, bannedUntil: future }],
  ['active', { ...active, bannedAt: past, bannedUntil: past }],
  ['banned', { ...active, confirmedAt: null, bannedAt: past }],
  ['deleted', { ...active, bannedAt: past, deletedAt: past }],
] as const)('an account is %s', (state, facts) => {
  expect(standingOf(facts, NOW_MS)).toBe(state);
});
