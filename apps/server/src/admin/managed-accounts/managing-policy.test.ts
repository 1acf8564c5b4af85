import { PERMISSIONS } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { covers, mayChangeRole } from './managing-policy.ts';

test('nobody decides over somebody who may do more', () => {
  expect(covers(PERMISSIONS, PERMISSIONS)).toBe(true);
  expect(covers(['account.manage'], [])).toBe(true);
  expect(covers(['account.manage', 'ban.manage'], ['ban.manage'])).toBe(true);
  expect(covers(['account.manage'], ['station.broadcast'])).toBe(false);
  expect(covers([], ['audit.read'])).toBe(false);
});

test.each([
  ['gives what they have', ['role.manage', 'audit.read'], [], ['audit.read'], true],
  ['takes what they have', ['role.manage', 'audit.read'], ['audit.read'], [], true],
  ['gives what they lack', ['role.manage'], [], ['audit.read'], false],
  ['takes what they lack', ['role.manage'], ['audit.read'], [], false],
  ['leaves alone what they lack', ['role.manage'], ['audit.read'], ['audit.read', 'role.manage'], true],
] as const)('whoever %s', (_, own, before, after, allowed) => {
  expect(mayChangeRole({ own, role: 'moderator', before, after })).toBe(allowed);
});

test('the admin role is nobody’s to change, not even an admin’s', () => {
  expect(mayChangeRole({ own: PERMISSIONS, role: 'admin', before: PERMISSIONS, after: PERMISSIONS })).toBe(false);
});
