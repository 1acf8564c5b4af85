import { ROUTES, type Role, type Route } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addMember } from '../../testing/test-members.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  // An entry of the log that cannot be written, as long as there is somebody called so.
  await server.sql`
    create function refuse_entry() returns trigger language plpgsql as $$
    begin
      if exists (select from account where username = 'no-entry') then raise exception 'no entry'; end if;
      return new;
    end $$`;
  await server.sql`create trigger refuse_entry before insert on audit_entry for each row execute function refuse_entry()`;
});
afterAll(() => server.stop());

interface Act {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

const member = async (roles: readonly Role[] = []): Promise<string> => (await addMember(server, { roles })).accountId;
const until = () => new Date(Date.now() + 3_600_000).toISOString();

/** What comes before each act, and then the act. */
const ACTS: Readonly<Record<string, () => Promise<Act>>> = {
  setAccountRoles: async () => ({ params: { account: await member() }, body: { roles: ['broadcaster'] } }),
  banAccount: async () => ({ params: { account: await member() }, body: { reason: 'noise', until: null } }),
  unbanAccount: async () => {
    const account = await member();
    await server.sql`update account set banned_at = now(), ban_reason = 'noise' where id = ${account}`;
    return { params: { account } };
  },
  deleteAccount: async () => ({ params: { account: await member(['broadcaster']) } }),
  removeSecondFactor: async () => {
    const account = await member();
    await server.sql`insert into second_factor (account_id, sealed_secret, turned_on_at) values (${account}, 'x', now())`;
    return { params: { account } };
  },
  resendConfirmation: async () => {
    const account = await member();
    await server.sql`update account set confirmed_at = null where id = ${account}`;
    return { params: { account } };
  },
  setRolePermissions: async () => ({ params: { role: 'moderator' }, body: { permissions: ['ban.manage'] } }),
  makeInvitation: async () => ({ body: { email: 'guest@radio.example', role: 'broadcaster' } }),
  revokeInvitation: async () => {
    const { id } = await server.admin.rest.call(ROUTES.makeInvitation, { body: {} });
    return { params: { invitation: id } };
  },
  banAddress: async () => ({ body: { address: '203.0.113.9', reason: 'noise', until: until() } }),
  liftAddressBan: async () => {
    const body = { address: '203.0.113.10', reason: 'noise', until: until() };
    const { range } = await server.admin.rest.call(ROUTES.banAddress, { body });
    return { params: { range } };
  },
  setServerSettings: async () => ({ body: { registration: 'closed' } }),
  editBroadcast: async () => ({ params: await showOfSomebody(), body: { revision: 1, title: 'Day' } }),
  publishBroadcast: async () => ({ params: await showOfSomebody() }),
  withdrawBroadcast: async () => ({ params: await showOfSomebody('published') }),
  deleteBroadcast: async () => ({ params: await showOfSomebody() }),
  restoreBroadcast: async () => {
    const show = await showOfSomebody();
    await server.sql`update broadcast set deleted_at = now() where id = ${show.id}`;
    return { params: show };
  },
  deleteRecording: async () => ({ params: await showOfSomebody() }),
  addToTeam: async () => {
    const { username } = await addMember(server);
    return { params: { station: await stationOfSomebody() }, body: { username, role: 'co-broadcaster' } };
  },
  removeFromTeam: async () => {
    const [station, account] = [await stationOfSomebody(), await member()];
    await server.sql`
      insert into station_role (station_id, account_id, role)
      select id, ${account}, 'moderator' from station where slug = ${station}`;
    return { params: { station, account } };
  },
};

/** A show of somebody else that is over, with a recording. */
const showOfSomebody = async (state: 'ended' | 'published' = 'ended'): Promise<{ id: string }> => {
  const slug = await stationOfSomebody();
  const [row] = await server.sql<{ id: string }[]>`
    insert into broadcast (station_id, account_id, title, state, started_at, ended_at, last_seen_at, published_at)
    select id, owner_id, 'Night', ${state}, now(), now(), now(), case when ${state} = 'published' then now() end
    from station where slug = ${slug} returning id`;
  const id = row?.id ?? '';
  await server.sql`insert into recording (broadcast_id, state, began_at) values (${id}, 'failed', now())`;
  return { id };
};

let stations = 0;
const stationOfSomebody = async (): Promise<string> => {
  stations += 1;
  const slug = `club-${stations}`;
  await server.sql`insert into station (slug, name, owner_id) values (${slug}, 'Club', ${await member()})`;
  return slug;
};

const send = async ({ method, path }: Route, { params = {}, body }: Act): Promise<number> => {
  const address = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const cookie = server.admin.cookies.header() ?? '';
  const headers = { cookie, ...(body ? { 'content-type': 'application/json' } : {}) };
  const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  return (await fetch(`${server.baseUrl}${address}`, init)).status;
};

const TABLES = [
  ...['account', 'account_role', 'role_permission', 'second_factor', 'one_time_link', 'letter'],
  ...['station_role', 'invitation', 'address_ban', 'server_setting', 'audit_entry', 'broadcast', 'recording'],
];

/** All that an act may change, as one text. */
const everything = async (): Promise<string> => {
  const states: string[] = [];
  for (const table of TABLES) {
    const rows = await server.sql<{ row: string }[]>`
      select it::text as row from ${server.sql(table)} it where it::text not like '%no-entry%' order by 1`;
    states.push(...rows.map(({ row }) => row.replace(/,\d+\)$/, ')')));
  }
  return states.join('\n');
};

const entries = async (): Promise<number> => (await server.sql`select from audit_entry`).length;

const TEAM_ROUTES = ['addToTeam', 'removeFromTeam'];
/** Their files are needed; recordings.db.test.ts and artwork.api.test.ts look at them. */
const WITH_FILES = ['trimRecording', 'untrimRecording', 'setBroadcastArtwork', 'removeBroadcastArtwork'];
/** Has the server looked at, and changes nothing. */
const WITHOUT_CHANGE = ['runChecks'];
const acts = Object.values<Route>(ROUTES).filter(
  ({ name, access, method }) =>
    TEAM_ROUTES.includes(name) ||
    (access !== 'public' &&
      access !== 'signed-in' &&
      method !== 'GET' &&
      ![...WITH_FILES, ...WITHOUT_CHANGE].includes(name)),
);

test('every route by which those change something who keep order is looked at here', () => {
  expect(acts.map(({ name }) => name).sort()).toEqual(Object.keys(ACTS).sort());
});

test.each(acts.map((route) => [route.name, route] as const))('%s leaves an entry in the log', async (name, route) => {
  const act = await ACTS[name]?.();
  const before = await entries();
  expect(await send(route, act ?? {})).toBe(route.status);
  expect(await entries()).toBe(before + 1);
  const [entry] = await server.sql`select actor_name, address from audit_entry order by id desc limit 1`;
  expect(entry).toEqual({ actorName: server.admin.username, address: '127.0.0.1' });
});

test.each(acts.map((route) => [route.name, route] as const))('%s without its entry never was', async (name, route) => {
  const act = await ACTS[name]?.();
  const { accountId } = await addMember(server, { username: 'no-entry' });
  const before = await everything();
  expect(await send(route, act ?? {})).toBe(500);
  expect(await everything()).toBe(before);
  await server.sql`delete from account where id = ${accountId}`;
});
