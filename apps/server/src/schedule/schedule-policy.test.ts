import type { Permission } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { mayPlan } from './schedule-policy.ts';

const owners = { stationOwnerId: 'owner', accountId: 'dj' };

test.each<[string, string, Permission[], boolean]>([
  ['whose show it is', 'dj', [], true],
  ['whose station it is', 'owner', [], true],
  ['who manages all stations', 'other', ['station.manage'], true],
  ['another broadcaster', 'other', ['station.broadcast', 'broadcast.edit'], false],
])('%s: %s', (_, accountId, permissions, allowed) => {
  expect(mayPlan({ accountId, permissions }, owners)).toBe(allowed);
});

test('a visitor changes nothing', () => expect(mayPlan(null, owners)).toBe(false));
