import { addToTeam, LIMITS, listAuditEntries, listTeam, removeFromTeam } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../testing/answer-code.ts';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';
import { startTestSource } from '../../testing/test-source.ts';

let server: TestServer;
let owner: TestMember;
beforeAll(async () => {
  server = await startTestServer();
  owner = await addSignedInMember(server, { username: 'Owner', roles: ['broadcaster'] });
  await server.sql`insert into station (slug, name, owner_id) values ('club', 'Club', ${owner.accountId})`;
});
afterAll(() => server.stop());

const club = { params: { station: 'club' } };
const add = (username: string, role: 'moderator' | 'co-broadcaster' = 'co-broadcaster', by = owner) =>
  by.rest.call(addToTeam, { ...club, body: { username, role } });
const remove = (account: string, by = owner) => by.rest.call(removeFromTeam, { params: { station: 'club', account } });
const team = async () => (await owner.rest.call(listTeam, club)).items;

const broadcast = (account: TestMember) => startTestSource(server, { station: 'club', account });

test('a co-broadcaster may feed that station until they are taken from the team: then their source is cut', async () => {
  const guest = await addSignedInMember(server, { username: 'Guest' });
  expect(await broadcast(guest).ended).toBe(403);
  expect(await add('GUEST')).toEqual({ accountId: guest.accountId, username: 'Guest', role: 'co-broadcaster' });
  const source = broadcast(guest);
  expect(await source.begun).toBe(true);
  await remove(guest.accountId);
  await source.ended;
  expect(await broadcast(guest).ended).toBe(403);
});

test("a station's moderator may not feed it", async () => {
  const warden = await addSignedInMember(server, { username: 'Warden' });
  await add('Warden', 'moderator');
  expect(await broadcast(warden).ended).toBe(403);
});

test('somebody with both roles comes twice, adding again changes nothing, and all goes together', async () => {
  const both = await addSignedInMember(server, { username: 'Both' });
  for (const role of ['moderator', 'co-broadcaster', 'moderator'] as const) await add('Both', role);
  const roles = (await team()).filter(({ accountId }) => accountId === both.accountId).map(({ role }) => role);
  expect(roles).toEqual(['co-broadcaster', 'moderator']);
  await remove(both.accountId);
  expect((await team()).map(({ accountId }) => accountId)).not.toContain(both.accountId);
  expect(await codeOf(remove(both.accountId))).toBe('not_found');
});

test('a name that nobody has is not found, and the owner is no guest', async () => {
  const gone = await addSignedInMember(server, { username: 'Gone' });
  await server.sql`update account set deleted_at = now() where id = ${gone.accountId}`;
  expect(await codesOf([add('nobody'), add('Gone'), add('Owner')])).toEqual(['not_found', 'not_found', 'bad_request']);
});

test('only the owner, and who manages all stations, see and change the team; what the latter do is in the log', async () => {
  const member = await addSignedInMember(server, { username: 'Helper' });
  const other = await addSignedInMember(server, { username: 'Other', roles: ['broadcaster'] });
  await add('Helper');
  for (const by of [member, other]) {
    const calls = [by.rest.call(listTeam, club), add('Other', 'moderator', by), remove(member.accountId, by)];
    expect(await codesOf(calls)).toEqual(['forbidden', 'forbidden', 'forbidden']);
  }
  const { rest } = server.admin;
  expect(await rest.call(listTeam, club)).toEqual({ items: await team() });
  const before = (await rest.call(listAuditEntries, { query: {} })).items.length;
  await rest.call(addToTeam, { ...club, body: { username: 'Other', role: 'moderator' } });
  await rest.call(removeFromTeam, { params: { station: 'club', account: other.accountId } });
  const { items } = await rest.call(listAuditEntries, { query: {} });
  expect(items).toHaveLength(before + 2);
  expect(items.slice(0, 2)).toMatchObject([
    { action: 'station.team-remove', subject: 'station:club', details: { username: 'Other' } },
    { action: 'station.team-add', subject: 'station:club', details: { username: 'Other', role: 'moderator' } },
  ]);
});

test('a team has a limit, also for those who come at the same time', async () => {
  await server.sql`delete from station_role`;
  const names = Array.from({ length: LIMITS.teamPerStation }, (_, index) => `many${index}`);
  await server.sql`
    insert into account (username, username_key, email, email_key, password_hash, confirmed_at)
    select name, name, name || '@radio.example', name || '@radio.example', 'no hash', now()
    from unnest(${names}::text[]) as name`;
  await server.sql`
    insert into station_role (station_id, account_id, role)
    select station.id, account.id, 'moderator' from station, account
    where slug = 'club' and username like 'many%' and username <> 'many0'`;
  const codes = await codesOf([add('many0', 'moderator'), add('Other'), add('Helper')]);
  expect(codes.sort()).toEqual(['done', 'too_many_of_these', 'too_many_of_these']);
  expect(await team()).toHaveLength(LIMITS.teamPerStation);
});
