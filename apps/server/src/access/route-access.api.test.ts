import { permissionsOf, ROLES, ROUTES, type Role, type Route } from '@livestreamer/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Calls a route with nothing in it: whoever is let in hears of what is missing, the others are refused before that. */
const refusal = async ({ method, path }: Route, cookie: string | null): Promise<string | null> => {
  const address = path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
  const body =
    method === 'GET' || method === 'DELETE' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } };
  const headers = { ...body.headers, ...(cookie === null ? {} : { cookie }) };
  const response = await fetch(`${server.baseUrl}${address}`, { method, ...body, headers });
  if (response.status !== 401 && response.status !== 403) return null;
  const { code } = await response.json();
  return code === 'not_signed_in' || code === 'forbidden' ? code : null;
};

const expected = ({ access }: Route, role: Role | null): string | null => {
  if (access === 'public') return null;
  if (role === null) return 'not_signed_in';
  return access === 'signed-in' || permissionsOf([role]).includes(access) ? null : 'forbidden';
};

const asRole = async (role: Role): Promise<string | null> => {
  await server.sql`update account_role set role = ${role}`;
  return server.admin.cookies.header();
};

describe.each([null, ...ROLES])('as %s', (role) => {
  test.each(Object.values<Route>(ROUTES).map((route) => [route.name, route] as const))('%s', async (name, route) => {
    if (name === 'signOut') return void expect(expected(route, role)).toBeNull(); // it would end the session of the others
    const cookie = role === null ? null : await asRole(role);
    expect(await refusal(route, cookie)).toBe(expected(route, role));
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
