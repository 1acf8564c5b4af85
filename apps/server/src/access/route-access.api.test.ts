import { type Permission, ROLES, ROUTES, type Role, type Route } from '@livestreamer/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';
import { testPicture } from '../../testing/test-picture.ts';
import { rolesMatrix } from './role-permission-store.ts';

const NOTHING = '00000000-0000-4000-8000-000000000000';

let server: TestServer;
/** One account for each role, which has no other. */
const people = new Map<Role, TestMember>();
/** What each role gives, as the database has it. */
const given = new Map<Role, readonly Permission[]>();

beforeAll(async () => {
  server = await startTestServer({ env: { TRUSTED_PROXIES: 'loopback' } });
  for (const role of ROLES)
    people.set(role, await addSignedInMember(server, { username: `the-${role}`, roles: [role] }));
  for (const { role, permissions } of await rolesMatrix(server.sql)) given.set(role, permissions);
});
afterAll(() => server.stop());

interface Call {
  readonly route: Route;
  readonly params?: Readonly<Record<string, string>>;
  /** Null: a visitor. */
  readonly as: Role | null;
}

/** Each call is from an address of its own: there are more than one address may make. */
let calls = 0;

/** Calls a route with nothing in its body: whoever is let in hears of what is missing, the others are refused before that. */
const answerTo = async ({ route: { method, path }, params = {}, as }: Call): Promise<string> => {
  const address = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? NOTHING);
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const cookie = as === null ? null : people.get(as)?.cookies.header();
  calls += 1;
  const headers = {
    'x-forwarded-for': `198.51.${Math.floor(calls / 250)}.${calls % 250}`,
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(cookie ? { cookie } : {}),
  };
  const response = await fetch(`${server.baseUrl}${address}`, { method, headers, ...(hasBody ? { body: '{}' } : {}) });
  if (response.ok) return 'done';
  const { code } = await response.json();
  return code;
};

const allowed = (code: string): string => (code === 'not_signed_in' || code === 'forbidden' ? code : 'let in');

const expected = ({ access }: Route, role: Role | null): string => {
  if (access === 'public') return 'let in';
  if (role === null) return 'not_signed_in';
  return access === 'signed-in' || given.get(role)?.includes(access) ? 'let in' : 'forbidden';
};

/** They would end the session that the others are made with; sign-in.api.test.ts has them. */
const ENDS_THE_SESSION: readonly string[] = ['signOut'];

const routes = Object.values<Route>(ROUTES).filter(({ name }) => !ENDS_THE_SESSION.includes(name));

describe.each([null, ...ROLES])('as %s', (role) => {
  test.each(routes.map((route) => [route.name, route] as const))('%s', async (_, route) => {
    expect(allowed(await answerTo({ route, as: role }))).toBe(expected(route, role));
  });
});

test('every route that needs more than being signed in is open to admins, and closed to listeners', () => {
  const needing = routes.filter(({ access }) => access !== 'public' && access !== 'signed-in');
  expect(needing.length).toBeGreaterThan(15);
  for (const route of needing) {
    expect(expected(route, 'admin')).toBe('let in');
    expect(expected(route, 'listener')).toBe('forbidden');
  }
});

describe('what is the property of somebody else', () => {
  /** What the admin owns, made as the admin's own routes would. */
  const owned: Record<string, string> = {};

  beforeAll(async () => {
    const owner = people.get('admin')?.accountId ?? '';
    const [key] = await server.sql<{ id: string }[]>`
      insert into stream_key (account_id, name, key_hash, created_at) values (${owner}, 'club', 'hash', now()) returning id`;
    const [passkey] = await server.sql<{ id: string }[]>`
      insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
      values (${owner}, 'credential', '', 0, '{}', 'phone', now()) returning id`;
    await server.sql`insert into station (slug, name, owner_id) values ('theirs', 'Theirs', ${owner})`;
    await server.sql`
      insert into station_role (station_id, account_id, role)
      select id, ${people.get('moderator')?.accountId ?? ''}, 'moderator' from station where slug = 'theirs'`;
    await server
      .visitor()
      .rest.call(ROUTES.signIn, { body: { login: 'the-admin', password: people.get('admin')?.password ?? '' } });
    const devices = await people.get('admin')?.rest.call(ROUTES.listOwnSessions, {});
    const [show] = await server.sql<{ id: string }[]>`
      insert into broadcast (station_id, account_id, title, state, planned_start, planned_end)
      select id, ${owner}, 'Planned', 'scheduled', now() + interval '1 hour', now() + interval '2 hours'
      from station where slug = 'theirs' returning id`;
    Object.assign(owned, {
      id: show?.id ?? '',
      session: devices?.items.find(({ current }) => !current)?.id ?? '',
      key: key?.id ?? '',
      passkey: passkey?.id ?? '',
      station: 'theirs',
      account: people.get('moderator')?.accountId ?? '',
    });
  });

  test.each([
    ['endOwnSession', ROUTES.endOwnSession, 'not_found'],
    ['revokeStreamKey', ROUTES.revokeStreamKey, 'not_found'],
    ['removePasskey', ROUTES.removePasskey, 'not_found'],
    ['listTeam', ROUTES.listTeam, 'forbidden'],
    ['removeFromTeam', ROUTES.removeFromTeam, 'forbidden'],
    ['editStation', ROUTES.editStation, 'forbidden'],
    ['getStationSettings', ROUTES.getStationSettings, 'forbidden'],
    ['setStationSettings', ROUTES.setStationSettings, 'forbidden'],
    ['getAirCheck', ROUTES.getAirCheck, 'forbidden'],
    ['removeStationArtwork', ROUTES.removeStationArtwork, 'forbidden'],
    ['changeScheduledShow', ROUTES.changeScheduledShow, 'forbidden'],
    ['cancelScheduledShow', ROUTES.cancelScheduledShow, 'forbidden'],
  ] as const)('%s does not reach it', async (_, route, code) => {
    for (const as of ['listener', 'broadcaster', 'moderator'] as const)
      expect(await answerTo({ route, params: owned, as })).toBe(code);
    expect(await answerTo({ route, params: owned, as: null })).toBe('not_signed_in');
    expect(await answerTo({ route, params: owned, as: 'admin' })).toBe('done');
  });

  test('addToTeam does not reach it', async () => {
    const body = { username: 'the-listener', role: 'co-broadcaster' } as const;
    const call = people.get('broadcaster')?.rest.call(ROUTES.addToTeam, { params: { station: 'theirs' }, body });
    await expect(call).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('setStationArtwork does not reach it', async () => {
    const upload = testPicture();
    const call = people
      .get('broadcaster')
      ?.rest.call(ROUTES.setStationArtwork, { params: { station: 'theirs' }, upload });
    await expect(call).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('there is a test for every signed-in route that names something', () => {
    const tested = [
      'endOwnSession',
      'revokeStreamKey',
      'removePasskey',
      'listTeam',
      'addToTeam',
      'removeFromTeam',
      'editStation',
      'getStationSettings',
      'setStationSettings',
      'getAirCheck',
      'setStationArtwork',
      'removeStationArtwork',
      'changeScheduledShow',
      'cancelScheduledShow',
      // moderation-access.api.test.ts has these.
      'removeMessage',
      'restoreMessage',
      'listModeratedMessages',
      'getModerationQueue',
      'listReports',
      'dismissReports',
      'restrictAuthor',
      'listRestrictions',
      'liftRestriction',
      'getChatRoom',
      'setChatRoom',
      'clearChat',
      'undoClearChat',
      'listChatRules',
      'makeChatRule',
      'dropChatRule',
      'listModerationLog',
      // Each has bookmarks, reminders, likes and reports of their own of what everybody sees.
      'addBookmark',
      'removeBookmark',
      'askForReminder',
      'dropReminder',
      'likeMessage',
      'unlikeMessage',
      'reportMessage',
    ];
    // broadcasts.api.test.ts has the broadcast.
    const naming = routes.filter(({ access, path }) => access === 'signed-in' && path.includes(':'));
    expect(
      naming
        .map(({ name }) => name)
        .filter((name) => name !== 'getBroadcast')
        .sort(),
    ).toEqual(tested.sort());
  });
});

test('every route of the contracts is there, and no other', async () => {
  const { paths } = await (await fetch(`${server.baseUrl}/api/v1/openapi.json`)).json();
  const described = Object.entries<Record<string, { operationId: string }>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId}: ${method.toUpperCase()} ${path}`),
  );
  const promised = Object.values<Route>(ROUTES).map(
    ({ name, method, path }) => `${name}: ${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
  );
  expect(described.sort()).toEqual(promised.sort());
});
