import {
  addToTeam,
  banAccount,
  deleteAccount,
  setAccountRoles,
  setRolePermissions,
  unbanAccount,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../testing/answer-code.ts';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';
import { startTestSource } from '../../testing/test-source.ts';

let server: TestServer;
let owner: TestMember;
let guest: TestMember;
let station: string;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  owner = await addSignedInMember(server, { roles: ['broadcaster'] });
  guest = await addSignedInMember(server);
  station = `club-${owner.accountId.slice(0, 8)}`;
  await server.sql`insert into station (slug, name, owner_id) values (${station}, 'Club', ${owner.accountId})`;
});

const add = (role: 'moderator' | 'co-broadcaster', by = owner) =>
  by.rest.call(addToTeam, { params: { station }, body: { username: guest.username, role } });
const broadcast = () => startTestSource(server, { station, account: guest });
const ofOwner = () => ({ params: { account: owner.accountId } });
const setRoles = (roles: 'broadcaster'[]) => server.admin.rest.call(setAccountRoles, { ...ofOwner(), body: { roles } });

test('an owner who may not broadcast any more lets nobody else broadcast, but chooses moderators still', async () => {
  await setRoles([]);
  expect(await codesOf([add('co-broadcaster'), add('moderator')])).toEqual(['forbidden', 'done']);
  expect(await broadcast().ended).toBe(403);
});

test('who may manage all stations, and not broadcast, adds no co-broadcaster', async () => {
  const keeper = await addSignedInMember(server, { roles: ['moderator'] });
  await server.admin.rest.call(setRolePermissions, {
    params: { role: 'moderator' },
    body: { permissions: ['station.manage'] },
  });
  expect(await codeOf(add('co-broadcaster', keeper))).toBe('forbidden');
  expect(await codeOf(add('moderator', keeper))).toBe('done');
});

test.each([
  ['demoted', () => setRoles([])],
  ['banned', () => server.admin.rest.call(banAccount, { ...ofOwner(), body: { reason: 'noise' } })],
  ['deleted', () => server.admin.rest.call(deleteAccount, ofOwner())],
] as const)('a co-broadcaster goes off air with an owner who is %s', async (_, end) => {
  await add('co-broadcaster');
  const source = broadcast();
  expect(await source.begun).toBe(true);
  await end();
  await source.ended;
  expect(await broadcast().ended).toBe(403);
});

test('a co-broadcaster comes again when the owner may', async () => {
  await add('co-broadcaster');
  await server.admin.rest.call(banAccount, { ...ofOwner(), body: { reason: 'noise' } });
  expect(await broadcast().ended).toBe(403);
  await server.admin.rest.call(unbanAccount, ofOwner());
  expect(await broadcast().begun).toBe(true);
});
