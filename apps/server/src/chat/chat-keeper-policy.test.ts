import type { Permission, StationRole } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { keepsOrder } from './chat-keeper-policy.ts';

const station = { ownerId: 'owner' };
const member = (accountId: string, ...permissions: Permission[]) => ({ accountId, permissions });

test.each<[string, ReturnType<typeof member>, StationRole[], boolean]>([
  ['its owner', member('owner'), [], true],
  ['a moderator of it', member('zoe'), ['moderator'], true],
  ['who keeps order everywhere', member('zoe', 'chat.moderate'), [], true],
  ['who broadcasts on it', member('zoe'), ['co-broadcaster'], false],
  ['who manages stations', member('zoe', 'station.manage'), [], false],
  ['anybody', member('zoe'), [], false],
])('in the room of a station %s: %o, %o, %s', (_, who, roles, expected) => {
  expect(keepsOrder(who, { station, roles })).toBe(expected);
});
