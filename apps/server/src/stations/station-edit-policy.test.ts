import { expect, test } from 'vitest';
import { mayEditStation, mayMakeStation } from './station-edit-policy.ts';

const listener = { accountId: 'me', permissions: [] };
const broadcaster = { accountId: 'me', permissions: ['station.broadcast'] } as const;
const admin = { accountId: 'me', permissions: ['station.broadcast', 'station.manage'] } as const;

test('a station is edited by its owner, whatever else they may do, and by who manages all', () => {
  expect([null, listener, broadcaster, admin].map((who) => mayEditStation(who, { ownerId: 'me' }))).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect([null, listener, broadcaster, admin].map((who) => mayEditStation(who, { ownerId: 'other' }))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test.each([
  [listener, 'me', false, 'no'],
  [broadcaster, 'me', false, 'yes'],
  [broadcaster, 'me', true, 'many'],
  [broadcaster, 'other', false, 'no'],
  [admin, 'me', true, 'yes'],
  [admin, 'other', true, 'yes'],
] as const)('%j makes one for %s, who owns one: %s → %s', (maker, ownerId, ownsOne, answer) => {
  expect(mayMakeStation(maker, { ownerId, ownsOne })).toBe(answer);
});
