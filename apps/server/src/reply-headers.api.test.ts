import { fileURLToPath } from 'node:url';
import { ROUTES, type Route, registerAccount, setServerSettings, signIn } from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/api-harness.ts';
import { addSignedInMember } from '../testing/test-members.ts';

const NOTHING = '00000000-0000-4000-8000-000000000000';
/** The page of the web client as it stands in the repository; the bundler puts other addresses into it, and nothing inline. */
const PAGE_DIR = fileURLToPath(new URL('../../web', import.meta.url));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { PUBLIC_URL: 'https://radio.example', LIVESTREAMER_WEB_DIR: PAGE_DIR } });
  await server.admin.rest.call(setServerSettings, { body: { registration: 'open' } });
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.baseUrl}${path}`, { headers });

const policyOf = (response: Response): Map<string, string> =>
  new Map(
    (response.headers.get('content-security-policy') ?? '').split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources.join(' ')];
    }),
  );

test.each(['/', '/night-owl', '/api/v1/stations', '/api/v1/account', '/api/v1/nowhere', '/no-such-file.js', '/health'])(
  'whatever stands at %s runs no script but our files, in no frame but ours, and is what it says it is',
  async (path) => {
    const response = await get(path);
    const policy = policyOf(response);
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('script-src-attr')).toBe("'none'");
    expect(policy.get('object-src')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(policy.get('form-action')).toBe("'self'");
    expect(policy.get('frame-ancestors')).toBe("'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    expect(response.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
  },
);

test('no script stands in the page itself', async () => {
  const page = await (await get('/')).text();
  const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  expect(scripts.length).toBeGreaterThan(0);
  for (const [, attributes, text] of scripts) {
    expect(attributes).toMatch(/\bsrc="\/[^/"]/);
    expect(text?.trim()).toBe('');
  }
  expect(page).not.toMatch(/\son\w+=|javascript:|<style/i);
});

test('the page of the REST description runs our scripts only, too', async () => {
  const policy = policyOf(await get('/api/docs/'));
  expect(policy.get('default-src')).toBe("'self'");
  expect(policy.get('script-src') ?? '').not.toContain('unsafe');
});

test('nothing that REST answers is kept by a cache and shown to somebody else, nor after signing out', async () => {
  const cookie = server.admin.cookies.header() ?? '';
  const reading = Object.values<Route>(ROUTES).filter(({ method }) => method === 'GET');
  for (const { path } of reading)
    for (const headers of [{ cookie }, {}]) {
      const response = await get(path.replace(/:\w+/g, NOTHING), headers);
      await response.arrayBuffer();
      expect([path, response.headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
});

test('the session is in the cookie alone: not in the answer, and no address signs anybody in', async () => {
  const member = await addSignedInMember(server);
  const body = JSON.stringify({ login: member.username, password: member.password });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${server.baseUrl}/api/v1/sessions`, { method: 'POST', headers, body });
  const [cookie = ''] = response.headers.getSetCookie();
  const [name = '', token = ''] = cookie.split(';', 1)[0]?.split('=') ?? [];
  expect(await response.text()).not.toContain(token);
  expect((await get('/api/v1/account', { cookie: `${name}=${token}` })).status).toBe(200);
  expect((await get(`/api/v1/account?${name}=${token}`)).status).toBe(401);
  expect((await get('/api/v1/account', { authorization: `Bearer ${token}` })).status).toBe(401);
});

test('whoever registers as an admin, confirmed, is neither', async () => {
  const wish = { username: 'eve', email: 'eve@radio.example', password: 'battery staple' };
  const body = { ...wish, role: 'admin', roles: ['admin'], confirmedAt: new Date().toISOString(), id: NOTHING };
  await server.visitor().rest.call(registerAccount, { body });
  const [eve] = await server.sql<{ id: string; confirmedAt: Date | null; roles: string[] }[]>`
    select id, confirmed_at, array(select role from account_role where account_id = id) as roles
    from account where username = 'eve'`;
  expect(eve).toMatchObject({ confirmedAt: null, roles: ['listener'] });
  expect(eve?.id).not.toBe(NOTHING);
  const entering = server.visitor().rest.call(signIn, { body: { login: 'eve', password: wish.password } });
  await expect(entering).rejects.toMatchObject({ code: 'account_unconfirmed' });
});

test.each(['?limit=1&limit=2', '?limit=1e9', '?limit=1;drop', '?limit=-1', '?limit=1.5', '?cursor=a&cursor=b'])(
  'a list is not given for %s: a name that comes twice has no value',
  async (query) => {
    const response = await get(`/api/v1/stations${query}`);
    expect([response.status, (await response.json()).code]).toEqual([400, expect.any(String)]);
  },
);
