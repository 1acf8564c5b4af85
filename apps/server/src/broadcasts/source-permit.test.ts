import { createFakeClock } from '@livestreamer/clock';
import { PERMISSIONS, type Permission } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import type { SourceRequest } from '../audio/index.ts';
import { type Caller, createAddressOf, createOriginAllowed } from '../platform/http/index.ts';
import { AppError } from '../platform/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { createSourceGate, type SourceCaller, type SourceGateOptions } from './source-permit.ts';

const caller = (username: string, ...permissions: Permission[]): SourceCaller => {
  const now = { accountId: `${username}'s account`, username, permissions };
  return { ...now, again: async () => now };
};
const PEOPLE = [
  caller('zoe', 'station.broadcast'),
  caller('max', 'station.broadcast'),
  caller('guest'),
  caller('root', ...PERMISSIONS),
];
const station = (slug: string, owner: string, isDefault = false): StationRecord => ({
  id: `${slug}'s id`,
  slug,
  name: slug,
  isDefault,
  ownerId: `${owner}'s account`,
  heartsFrom: 'everyone',
  accent: null,
  artworkId: null,
  formerSlugs: [],
});
const STATIONS = [station('club', 'zoe', true), station('bar', 'max'), station('den', 'guest')];

const clock = createFakeClock();

const set = () => {
  const permitted: string[] = [];
  const gate = createSourceGate({
    authenticate: async ({ login, password }) =>
      password === 'p:w' ? (PEOPLE.find(({ username }) => username === login) ?? null) : null,
    addressOf: createAddressOf([]),
    noteRefusal: () => undefined,
    callerOfCookie: async (cookie) => PEOPLE.find(({ username }) => cookie === `s=${username}`) ?? null,
    originAllowed: createOriginAllowed(null),
    clock,
    stationByName: async (slug) => STATIONS.find((it) => (slug === null ? it.isDefault : it.slug === slug)) ?? null,
    isCoBroadcaster: async ({ accountId, station }) => accountId === "guest's account" && station.id === "bar's id",
    onPermit: async ({ slug }) => void permitted.push(slug),
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
      forwardedFor: null,
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
    dependsOn: ["zoe's account", "zoe's account"],
    stillHolds: expect.any(Function),
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

test('a co-broadcaster may feed that station, whatever their roles, and no other', async () => {
  const { ask, permitted } = set();
  expect(await ask('bar', { basic: 'guest:p:w' })).toMatchObject({ allowed: true, ownerId: "guest's account" });
  expect(await ask('club', { basic: 'guest:p:w' })).toEqual({ allowed: false, code: 'forbidden' });
  expect(permitted).toEqual(['bar']);
});

test('an Authorization header that is not Basic leaves it to the cookie', async () => {
  const { gate } = set();
  const request = { station: null, authorization: 'Bearer x', address: '192.0.2.1', forwardedFor: null, from: {} };
  expect(await gate({ ...request, cookie: 's=zoe' })).toMatchObject({ allowed: true });
  expect(await gate({ ...request, cookie: null })).toEqual({ allowed: false, code: 'not_signed_in' });
});

const gateWith = (authenticate: SourceGateOptions['authenticate'], more: Partial<SourceGateOptions> = {}) =>
  createSourceGate({
    authenticate,
    noteRefusal: () => undefined,
    addressOf: createAddressOf(['192.0.2.1']),
    callerOfCookie: async () => null,
    originAllowed: createOriginAllowed(null),
    clock,
    stationByName: async () => STATIONS[0] ?? null,
    isCoBroadcaster: async () => false,
    onPermit: async () => undefined,
    ...more,
  });
const REQUEST = {
  station: null,
  authorization: `Basic ${btoa('zoe:key')}`,
  cookie: null,
  address: '192.0.2.1',
  from: {},
};

test('a password is counted for the person, also behind a trusted proxy', async () => {
  const addresses: string[] = [];
  const gate = gateWith(async ({ address }) => {
    addresses.push(address);
    return null;
  });
  await gate({ ...REQUEST, forwardedFor: '198.51.100.7, 203.0.113.9' });
  await gate({ ...REQUEST, address: '198.51.100.1', forwardedFor: '203.0.113.9' });
  expect(addresses).toEqual(['203.0.113.9', '198.51.100.1']);
});

test('who guesses too often is told to wait; what else goes wrong is no refusal', async () => {
  const failing = (error: Error) => gateWith(() => Promise.reject(error))({ ...REQUEST, forwardedFor: null });
  expect(await failing(new AppError('too_many_requests'))).toEqual({ allowed: false, code: 'too_many_requests' });
  await expect(failing(new AppError('unavailable'))).rejects.toMatchObject({ code: 'unavailable' });
});

test('who goes on guessing is noted, by the address of the person', async () => {
  const noted: string[] = [];
  const tooMany = () => Promise.reject(new AppError('too_many_requests'));
  const gate = gateWith(tooMany, { noteRefusal: (address) => noted.push(address) });
  await gate({ ...REQUEST, forwardedFor: '203.0.113.9' });
  expect(noted).toEqual(['203.0.113.9']);
});

test.each<[string, () => Promise<Caller | null>, boolean]>([
  ['as long as what let them in does', async () => caller('zoe', 'station.broadcast'), true],
  ['not when that is worth nothing any more', async () => null, false],
  ['not for those who may not broadcast any more', async () => caller('zoe'), false],
])('a permit holds %s', async (_, again, holds) => {
  const gate = gateWith(async () => ({ ...caller('zoe', 'station.broadcast'), again }));
  const permit = await gate({ ...REQUEST, forwardedFor: null });
  expect(permit.allowed && (await permit.stillHolds())).toBe(holds);
});

test('a permit of a co-broadcaster holds until they leave the team', async () => {
  let isThere = true;
  const gate = gateWith(async () => caller('guest'), { isCoBroadcaster: async () => isThere });
  const permit = await gate({ ...REQUEST, forwardedFor: null });
  expect(permit.allowed && (await permit.stillHolds())).toBe(true);
  isThere = false;
  expect(permit.allowed && (await permit.stillHolds())).toBe(false);
});

test.each([
  ['does not answer', () => new Promise<never>(() => undefined)],
  ['is away', () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))],
] as const)('while the database %s a source is told to try again', async (_, stationByName) => {
  const gate = createSourceGate({
    authenticate: async () => PEOPLE[0] ?? null,
    addressOf: createAddressOf([]),
    noteRefusal: () => undefined,
    callerOfCookie: async () => PEOPLE[0] ?? null,
    originAllowed: createOriginAllowed(null),
    clock,
    stationByName,
    isCoBroadcaster: async () => false,
    onPermit: async () => undefined,
  });
  const asking = gate({ ...REQUEST, authorization: null, cookie: 's=zoe', forwardedFor: null });
  const outcome = asking.catch((error: unknown) => error);
  await Promise.resolve();
  clock.advance(10_000);
  expect(await outcome).toMatchObject({ code: 'unavailable', retryAfterS: 5 });
});
