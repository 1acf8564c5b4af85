import { permissionsOf, type Role } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import type { SourceRequest } from '../audio/index.ts';
import { createFakeClock } from '../platform/fake-clock.ts';
import { type Caller, createOriginAllowed } from '../platform/http/index.ts';
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

const clock = createFakeClock();

const set = () => {
  const permitted: string[] = [];
  const gate = createSourceGate({
    authenticate: async ({ login, password }) =>
      password === 'p:w' ? (PEOPLE.find(({ username }) => username === login) ?? null) : null,
    callerOfCookie: async (cookie) => PEOPLE.find(({ username }) => cookie === `s=${username}`) ?? null,
    originAllowed: createOriginAllowed(null),
    clock,
    stationByName: async (slug) => STATIONS.find((it) => (slug === null ? it.isDefault : it.slug === slug)) ?? null,
    onPermit: ({ slug }) => permitted.push(slug),
  });
  const ask = (
    slug: string | null,
    { basic, cookie, from = {} }: { basic?: string; cookie?: string; from?: SourceRequest['from'] },
  ) =>
    gate({
      station: slug,
      authorization: basic === undefined ? null : `Basic ${Buffer.from(basic).toString('base64')}`,
      cookie: cookie ?? null,
      address: '192.0.2.1',
      from,
    });
  return { ask, gate, permitted };
};

test("a page of another site, also of a neighbour on the same domain, cannot use the owner's cookie", async () => {
  const { ask } = set();
  const host = 'radio.example';
  const cookie = 's=zoe';
  for (const from of [
    { origin: 'https://evil.radio.example', host, site: 'same-site' },
    { origin: 'https://evil.example', host, site: 'cross-site' },
    { origin: 'https://evil.example', host },
    { host, site: 'same-site' },
  ])
    expect(await ask('club', { cookie, from })).toEqual({ allowed: false, code: 'cross_site' });
  for (const from of [
    {},
    { origin: 'https://radio.example', host },
    { origin: 'https://radio.example', host, site: 'same-origin' },
  ])
    expect(await ask('club', { cookie, from })).toMatchObject({ allowed: true });
  const from = { origin: 'https://studio.example', host, site: 'cross-site' };
  expect(await ask('club', { basic: 'zoe:p:w', from }), 'whoever has the password needs no cookie').toMatchObject({
    allowed: true,
  });
});

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
  const request = { station: null, authorization: 'Bearer x', address: '192.0.2.1', from: {} };
  expect(await gate({ ...request, cookie: 's=zoe' })).toMatchObject({ allowed: true });
  expect(await gate({ ...request, cookie: null })).toEqual({ allowed: false, code: 'not_signed_in' });
});

test.each([
  ['does not answer', () => new Promise<never>(() => undefined)],
  ['is away', () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))],
] as const)('while the database %s a source is told to try again', async (_, stationByName) => {
  const gate = createSourceGate({
    authenticate: async () => PEOPLE[0] ?? null,
    callerOfCookie: async () => PEOPLE[0] ?? null,
    originAllowed: createOriginAllowed(null),
    clock,
    stationByName,
    onPermit: () => undefined,
  });
  const asking = gate({ station: null, authorization: null, cookie: 's=zoe', address: '192.0.2.1', from: {} });
  const outcome = asking.catch((error: unknown) => error);
  await Promise.resolve();
  clock.advance(10_000);
  expect(await outcome).toMatchObject({ code: 'unavailable', retryAfterS: 5 });
});
