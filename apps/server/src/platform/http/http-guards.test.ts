import { defineRoute } from '@livestreamer/contracts';
import { SocketClosedUnexpectedlyError } from '@redis/client';
import { afterEach, expect, test } from 'vitest';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { AppError } from '../errors.ts';

const change = defineRoute({
  name: 'change',
  method: 'DELETE',
  path: '/api/v1/thing',
  access: 'public',
  summary: 'Changes something.',
  status: 204,
});
const secret = defineRoute({ ...change, name: 'secret', path: '/api/v1/secret', access: 'signed-in' });

let rig: HttpRig;
afterEach(() => rig.stop());

const ask = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
  const response = await fetch(`${rig.baseUrl}${path}`, { method: 'DELETE', headers });
  const text = await response.text();
  return text === '' ? String(response.status) : JSON.parse(text).code;
};

test("what changes something is refused to another site's page, before anything else is looked at", async () => {
  let handled = 0;
  rig = await startHttpRig({
    register: (registrar) =>
      registrar.add(change, async () => {
        handled += 1;
        return undefined;
      }),
    callerOfCookie: () => Promise.reject(new Error('should not be asked')),
  });
  expect(await ask('/api/v1/thing', { origin: 'https://evil.example' })).toBe('cross_site');
  expect(await ask('/api/v1/thing', { 'sec-fetch-site': 'cross-site' })).toBe('cross_site');
  expect(handled).toBe(0);
});

test('our own page and programs may change things', async () => {
  rig = await startHttpRig({ register: (registrar) => registrar.add(change, async () => undefined) });
  expect(await ask('/api/v1/thing', { origin: rig.baseUrl })).toBe('204');
  expect(await ask('/api/v1/thing')).toBe('204');
});

test('access is decided by the permissions of whoever the cookie stands for', async () => {
  const seen: unknown[] = [];
  rig = await startHttpRig({
    register: (registrar) => registrar.add(secret, async (_, { caller }) => void seen.push(caller)),
    callerOfCookie: async (cookie) =>
      cookie === 'me=1' ? { accountId: 'a', username: 'zoe', permissions: ['station.manage'] } : null,
    guard: (access, permissions) => {
      if (access !== 'public' && !permissions) throw new AppError('not_signed_in');
    },
  });
  expect(await ask('/api/v1/secret')).toBe('not_signed_in');
  expect(await ask('/api/v1/secret', { cookie: 'me=1' })).toBe('204');
  expect(seen).toEqual([{ accountId: 'a', username: 'zoe', permissions: ['station.manage'] }]);
});

test('while sessions cannot be looked up, everybody sees what is public and the rest is unavailable', async () => {
  rig = await startHttpRig({
    register: (registrar) => {
      registrar.add(change, async () => undefined);
      registrar.add(secret, async () => undefined);
    },
    callerOfCookie: () => Promise.reject(new SocketClosedUnexpectedlyError()),
  });
  expect(await ask('/api/v1/thing')).toBe('204');
  expect(await ask('/api/v1/secret')).toBe('unavailable');
});
