import type { Permission } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { mayEditBroadcast } from './broadcast-edit-policy.ts';

const SHOW = { stationOwnerId: 'owner', accountId: 'guest-dj' };
const caller = (accountId: string, ...permissions: Permission[]) => ({ accountId, username: accountId, permissions });

test.each([
  ['nobody', null, false],
  ['its broadcaster', caller('guest-dj', 'broadcast.edit'), true],
  ['the owner of the station', caller('owner', 'broadcast.edit'), true],
  ['somebody else', caller('else', 'broadcast.edit'), false],
  ['who manages all stations', caller('else', 'broadcast.edit', 'station.manage'), true],
  ['its broadcaster, who may not edit any more', caller('guest-dj', 'station.broadcast'), false],
] as const)('%s', (_, who, may) => {
  expect(mayEditBroadcast(who, SHOW)).toBe(may);
});
