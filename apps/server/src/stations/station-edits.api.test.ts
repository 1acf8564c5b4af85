import { createRealtimeClient } from '@livestreamer/client';
import {
  editStation,
  getStation,
  LIMITS,
  listAuditEntries,
  listStations,
  makeStation,
  REALTIME_PATH,
  RESERVED_SLUGS,
  type RoomEvent,
  type RouteInput,
  stationRoom,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { codeOf, codesOf } from '../../testing/answer-code.ts';
import { startTestServer, type TestPerson, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';
import { startTestSource } from '../../testing/test-source.ts';

let server: TestServer;
let owner: TestMember;
let stranger: TestMember;
beforeAll(async () => {
  server = await startTestServer();
  owner = await addSignedInMember(server, { username: 'Owner', roles: ['broadcaster'] });
  stranger = await addSignedInMember(server, { username: 'Stranger', roles: ['broadcaster'] });
  await owner.rest.call(makeStation, { body: { name: 'Ночной Клуб', slug: 'club' } });
});
afterAll(() => server.stop());

type Change = RouteInput<typeof editStation>['body'];
const edit = (by: TestPerson, change: Change, station = 'club') =>
  by.rest.call(editStation, { params: { station }, body: change });
const see = (station: string, by: TestPerson = server.visitor()) => by.rest.call(getStation, { params: { station } });
/** A page of the station; gives what it has heard, but for who is there. */
const hear = async (station: string) => {
  const events: RoomEvent[] = [];
  const realtime = createRealtimeClient({
    url: `${server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`,
    openSocket: (url) => new WebSocket(url),
  });
  onTestFinished(realtime.close);
  await new Promise<void>((resolve) => {
    const onEvent = (event: RoomEvent): void => {
      if (event.type !== 'presence') events.push(event);
    };
    realtime.follow(stationRoom(station), { onSnapshot: () => resolve(), onEvent });
  });
  return () => events;
};
const newest = async () => (await server.admin.rest.call(listAuditEntries, { query: { limit: 1 } })).items[0];

test('who may broadcast and has no station makes one, also when they ask twice at the same time', async () => {
  const maker = await addSignedInMember(server, { roles: ['broadcaster'] });
  const make = (name: string) => maker.rest.call(makeStation, { body: { name } });
  expect((await codesOf([make('Radio Eins'), make('Radio Zwei')])).sort()).toEqual(['done', 'too_many_of_these']);
  const { items } = await maker.rest.call(listStations, { query: { limit: 100 } });
  expect(items.filter(({ name }) => name.startsWith('Radio '))).toContainEqual(
    expect.objectContaining({ slug: expect.stringMatching(/^radio-(eins|zwei)$/), default: false, artwork: null }),
  );
});

test('who may not broadcast makes none, and nobody makes one for others but who manages stations: that is in the log', async () => {
  const listener = await addSignedInMember(server, { username: 'Listener' });
  const forOther = { name: 'Theirs', owner: 'Listener' };
  const calls = [
    server.visitor().rest.call(makeStation, { body: { name: 'X' } }),
    listener.rest.call(makeStation, { body: { name: 'X' } }),
    stranger.rest.call(makeStation, { body: forOther }),
    server.admin.rest.call(makeStation, { body: { name: 'X', owner: 'nobody' } }),
  ];
  expect(await codesOf(calls)).toEqual(['not_signed_in', 'forbidden', 'forbidden', 'not_found']);
  const made = await server.admin.rest.call(makeStation, { body: forOther });
  expect(made).toMatchObject({ slug: 'theirs', name: 'Theirs', default: false, editable: true });
  expect(await newest()).toMatchObject({ action: 'station.make', subject: 'station:theirs' });
  expect((await see('theirs', listener)).editable).toBe(true);
  const own = await server.admin.rest.call(makeStation, { body: { name: 'Another of mine' } });
  expect(own.slug).toBe('another-of-mine');
  expect(await newest()).toMatchObject({ subject: 'station:theirs' });
});

test('an address is given once, and those of pages never', async () => {
  const make = (slug: string) => server.admin.rest.call(makeStation, { body: { name: 'Once', slug } });
  expect((await codesOf([make('once'), make('once'), make('once')])).sort()).toEqual([
    'done',
    'slug_taken',
    'slug_taken',
  ]);
  expect(RESERVED_SLUGS.size).toBeGreaterThan(20);
  expect(await codesOf(['api', 'settings', 'a', 'Big', '-x', 'a--b'].map(make))).toEqual(
    Array(6).fill('validation_failed'),
  );
  expect(await codeOf(edit(owner, { slug: 'stream' }))).toBe('validation_failed');
});

test('its owner changes what a station shows, and everybody sees it at once', async () => {
  const links = [{ label: 'Tickets', url: 'https://club.example/tickets?a=1' }];
  const about = 'First line.\n\n<b>Second</b> line & more.';
  const changed = await edit(owner, { name: ' Club ', about, links, accent: '#FF8800' });
  expect(changed).toMatchObject({ name: 'Club', about, links, accent: '#ff8800', slug: 'club', editable: true });
  expect(await see('club')).toEqual({ ...changed, editable: false });
  expect(await edit(owner, { accent: null })).toEqual({ ...changed, accent: null });
  expect(await edit(owner, {})).toEqual({ ...changed, accent: null });
});

test('what nobody could read, or what is no link, is refused', async () => {
  const link = (url: string) => ({ links: [{ label: 'x', url }] });
  const many = {
    links: Array.from({ length: LIMITS.linksEach + 1 }, () => ({ label: 'x', url: 'https://a.example' })),
  };
  const changes: Change[] = [
    { name: ' ' },
    { name: 'x'.repeat(81) },
    { about: 'x'.repeat(LIMITS.stationAbout.max + 1) },
    { accent: 'red' },
    { accent: '#ff00001' },
    link('javascript:alert(1)'),
    link('/inside'),
    many,
  ];
  expect(await codesOf(changes.map((change) => edit(owner, change)))).toEqual(changes.map(() => 'validation_failed'));
});

test('nobody else changes it but who manages stations: that is in the log', async () => {
  const calls = [
    edit(stranger, { name: 'Mine' }),
    edit(server.visitor(), { name: 'Mine' }),
    edit(owner, {}, 'nowhere'),
  ];
  expect(await codesOf(calls)).toEqual(['forbidden', 'not_signed_in', 'not_found']);
  await edit(server.admin, { about: 'By the admin.', links: [] });
  expect(await newest()).toMatchObject({
    action: 'station.edit',
    subject: 'station:club',
    details: { changed: ['about', 'links'] },
  });
  await edit(owner, { about: 'By the owner.' });
  expect((await newest())?.details).toEqual({ changed: ['about', 'links'] });
});

test('an address that a station had leads to it, is nobody else’s, and can be taken back', async () => {
  const heard = await hear('club');
  expect(await edit(owner, { slug: 'klub' })).toMatchObject({ slug: 'klub' });
  await expect.poll(heard).toEqual([{ type: 'moved', slug: 'klub' }]);
  expect(await see('club')).toMatchObject({ slug: 'klub' });
  expect(await codeOf(server.admin.rest.call(makeStation, { body: { name: 'Club', slug: 'club' } }))).toBe(
    'slug_taken',
  );
  expect(await codeOf(edit(server.admin, { slug: 'club' }, server.station))).toBe('slug_taken');
  expect(await codeOf(edit(owner, { slug: server.station }))).toBe('slug_taken');
  const source = startTestSource(server, { station: 'club', account: owner });
  expect(await source.begun, 'a DJ tool with the old address').toBe(true);
  await expect.poll(async () => (await see('klub')).live?.state).toBe('live');
  for (const slug of ['klub', 'club']) {
    const { status } = await fetch(`${server.baseUrl}/stream/${slug}`, { method: 'HEAD' });
    expect([slug, status]).toEqual([slug, 200]);
  }
  expect(await codeOf(edit(owner, { slug: 'club' }))).toBe('station_on_air');
  expect(await edit(owner, { slug: 'klub', about: 'On air.' })).toMatchObject({ slug: 'klub', about: 'On air.' });
  await server.sql`update account set banned_at = now(), ban_reason = '' where id = ${owner.accountId}`;
});

test('so many old addresses are kept, the newest', async () => {
  const maker = await addSignedInMember(server, { roles: ['broadcaster'] });
  await maker.rest.call(makeStation, { body: { name: 'Name 0' } });
  for (let n = 1; n <= 12; n += 1) await edit(maker, { slug: `name-${n}` }, `name-${n - 1}`);
  expect(await codesOf([see('name-0'), see('name-1'), see('name-2'), see('name-11')])).toEqual([
    'not_found',
    'not_found',
    'done',
    'done',
  ]);
});

test('who manages stations says which is the default one; there is always one', async () => {
  expect(await codeOf(edit(stranger, { default: true }))).toBe('forbidden');
  const mine = await stranger.rest.call(makeStation, { body: { name: 'Stranger FM' } });
  expect(await codeOf(edit(stranger, { default: true }, mine.slug))).toBe('forbidden');
  const calls = ['theirs', mine.slug, server.station, mine.slug].map((slug) =>
    edit(server.admin, { default: true }, slug),
  );
  expect(await codesOf(calls)).toEqual(['done', 'done', 'done', 'done']);
  await edit(server.admin, { default: true }, mine.slug);
  const { items } = await server.visitor().rest.call(listStations, { query: { limit: 100 } });
  expect(items.filter((station) => station.default).map(({ slug }) => slug)).toEqual([mine.slug]);
  await startTestSource(server, { station: mine.slug, account: stranger }).begun;
  await expect.poll(async () => (await see(mine.slug)).live?.state).toBe('live');
  expect(await codeOf(edit(server.admin, { default: true }, 'theirs'))).toBe('station_on_air');
});
