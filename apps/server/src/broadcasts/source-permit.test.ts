import { permissionsOf, type Role } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import type { Caller } from '../platform/http/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { createSourceGate } from './source-permit.ts';

const caller = (username: string, ...roles: Role[]): Caller => ({
  accountId: `${username}'s account`,
  username,
  permissions: permissionsOf(roles),
});
const PEOPLE = [
  caller('zoe', 'broadcaster'),
  caller('max', 'broadcaster'),
  caller('guest', 'listener'),
  caller('root', 'admin'),
];
const station = (slug: string, owner: string, isDefault = false): StationRecord => ({
  id: `${slug}'s id`,
  slug,
  name: slug,
  isDefault,
  ownerId: `${owner}'s account`,
});
const STATIONS = [station('club', 'zoe', true), station('bar', 'max'), station('den', 'guest')];

const set = () => {
  const permitted: string[] = [];
  const gate = createSourceGate({
    authenticate: async ({ login, password }) =>
      password === 'p:w' ? (PEOPLE.find(({ username }) => username === login) ?? null) : null,
    callerOfCookie: async (cookie) => PEOPLE.find(({ username }) => cookie === `s=${username}`) ?? null,
    stationByName: async (slug) => STATIONS.find((it) => (slug === null ? it.isDefault : it.slug === slug)) ?? null,
    onPermit: ({ slug }) => permitted.push(slug),
  });
  const ask = (slug: string | null, { basic, cookie }: { basic?: string; cookie?: string }) =>
    gate({
      station: slug,
      authorization: basic === undefined ? null : `Basic ${Buffer.from(basic).toString('base64')}`,
      cookie: cookie ?? null,
      address: '192.0.2.1',
    });
  return { ask, gate, permitted };
};

test('the owner may feed the station, by password or by cookie', async () => {
  const { ask, permitted } = set();
  const permit = {
    allowed: true,
    mountId: "club's id",
    names: ['club'],
    isDefault: true,
    ownerId: "zoe's account",
  };
  expect(await ask(null, { basic: 'zoe:p:w' })).toEqual(permit);
  expect(await ask('club', { cookie: 's=zoe' })).toEqual(permit);
  expect(permitted).toEqual(['club', 'club']);
});

test.each([
  ['nobody', 'club', {}, 'not_signed_in'],
  ['a session that is over', 'club', { cookie: 's=gone' }, 'not_signed_in'],
  ['a wrong password', 'club', { basic: 'zoe:pw' }, 'wrong_credentials'],
  ['an unknown name', 'club', { basic: 'source:p:w' }, 'wrong_credentials'],
  ['a wrong password, though a cookie is there', 'club', { basic: 'zoe:pw', cookie: 's=zoe' }, 'wrong_credentials'],
  ['an unknown station', 'none', { basic: 'zoe:p:w' }, 'not_found'],
  ["another broadcaster's station", 'bar', { basic: 'zoe:p:w' }, 'forbidden'],
  ['an owner who may not broadcast any more', 'den', { basic: 'guest:p:w' }, 'forbidden'],
] as const)('%s is refused', async (_, slug, credentials, code) => {
  const { ask, permitted } = set();
  expect(await ask(slug, credentials)).toEqual({ allowed: false, code });
  expect(permitted).toEqual([]);
});

test('an admin may feed every station, as a mount owner of their own', async () => {
  const { ask } = set();
  expect(await ask('bar', { cookie: 's=root' })).toMatchObject({ allowed: true, ownerId: "root's account" });
});

test('an Authorization header that is not Basic leaves it to the cookie', async () => {
  const { gate } = set();
  const request = { station: null, authorization: 'Bearer x', address: '192.0.2.1' };
  expect(await gate({ ...request, cookie: 's=zoe' })).toMatchObject({ allowed: true });
  expect(await gate({ ...request, cookie: null })).toEqual({ allowed: false, code: 'not_signed_in' });
});
