import { expect, test } from 'vitest';
import { mayRestrict } from './chat-restriction-policy.ts';

const NOBODY = { ownsStation: false, moderates: false, everywhere: false };
const PEOPLE = {
  owner: { ...NOBODY, accountId: 'owner', ownsStation: true },
  admin: { ...NOBODY, accountId: 'admin', everywhere: true },
  otherAdmin: { ...NOBODY, accountId: 'otherAdmin', everywhere: true },
  moderator: { ...NOBODY, accountId: 'moderator', moderates: true },
  otherModerator: { ...NOBODY, accountId: 'otherModerator', moderates: true },
  member: { ...NOBODY, accountId: 'member' },
  visitor: { ...NOBODY, accountId: null },
};
type Name = keyof typeof PEOPLE;

const restrictedBy = (keeper: Exclude<Name, 'visitor'>): string[] =>
  Object.entries(PEOPLE)
    .filter(([, person]) => mayRestrict(PEOPLE[keeper], person))
    .map(([name]) => name);

test('the owner restricts everybody but themselves', () => {
  expect(restrictedBy('owner')).toEqual(['admin', 'otherAdmin', 'moderator', 'otherModerator', 'member', 'visitor']);
});

test('who keeps order everywhere restricts all but the owner and their like', () => {
  expect(restrictedBy('admin')).toEqual(['moderator', 'otherModerator', 'member', 'visitor']);
});

test('a moderator restricts nobody who keeps order', () => {
  expect(restrictedBy('moderator')).toEqual(['member', 'visitor']);
});
