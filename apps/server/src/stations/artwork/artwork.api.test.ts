import {
  getBroadcast,
  getStation,
  listAuditEntries,
  listStations,
  makeStation,
  removeBroadcastArtwork,
  removeStationArtwork,
  setBroadcastArtwork,
  setStationArtwork,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../../testing/answer-code.ts';
import { startTestServer, type TestPerson, type TestServer } from '../../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../../testing/test-members.ts';
import { testPicture } from '../../../testing/test-picture.ts';

let server: TestServer;
let owner: TestMember;
let stranger: TestMember;
beforeAll(async () => {
  server = await startTestServer();
  owner = await addSignedInMember(server, { roles: ['broadcaster'] });
  stranger = await addSignedInMember(server, { roles: ['broadcaster'] });
  await owner.rest.call(makeStation, { body: { name: 'Club' } });
});
afterAll(() => server.stop());

const params = { station: 'club' };
const put = (upload: Blob, by: TestPerson = owner) => by.rest.call(setStationArtwork, { params, upload });
const remove = (by: TestPerson = owner) => by.rest.call(removeStationArtwork, { params });
const artwork = async () => (await server.visitor().rest.call(getStation, { params })).artwork;
const get = (path: string, init?: RequestInit) => fetch(`${server.baseUrl}${path}`, init);

/** A show that is over, of the owner's. */
const addShow = async (accountId: string): Promise<string> => {
  const [row] = await server.sql<{ id: string }[]>`
    insert into broadcast (station_id, account_id, title, state, started_at, last_seen_at, ended_at, published_at)
    select id, ${accountId}, 'Low Tide', 'published', now(), now(), now(), now() from station where slug = 'club'
    returning id`;
  return row?.id ?? '';
};

test('a picture that is put on a station is on its page and in lists, and comes as WebP that may be kept for ever', async () => {
  const put1 = await put(testPicture());
  expect(await artwork()).toEqual(put1);
  const { items } = await server.visitor().rest.call(listStations, { query: {} });
  expect(items.find(({ slug }) => slug === 'club')?.artwork).toEqual(put1);
  for (const path of [put1.small, put1.large]) {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WEBP']);
    const etag = response.headers.get('etag') ?? '';
    expect((await get(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await get(path, { method: 'HEAD' })).headers.get('content-length')).toBe(String(bytes.length));
  }
});

test('another picture has another address, and the old one is gone; so is one that is taken away', async () => {
  const first = await put(testPicture());
  const second = await put(testPicture());
  expect(second.small).not.toBe(first.small);
  expect((await get(first.small)).status).toBe(404);
  expect((await get(second.large)).status).toBe(200);
  await remove();
  expect(await artwork()).toBeNull();
  expect((await get(second.large)).status).toBe(404);
  await remove();
});

test('whatever its name says: only a picture is taken, and the old one stays', async () => {
  const before = await put(testPicture());
  const html = '<!doctype html><script>alert(document.cookie)</script>';
  const outcomes = await codesOf([
    put(new Blob([html], { type: 'image/png' })),
    put(new Blob([html], { type: 'text/html' })),
    put(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' })),
    put(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/webp' })),
    put(new Blob([], { type: 'image/png' })),
  ]);
  const [refused, wrongType] = ['picture_unreadable', 'unsupported_media_type'];
  expect(outcomes).toEqual([refused, wrongType, wrongType, refused, 'bad_request']);
  expect(await artwork()).toEqual(before);
});

test('nobody else gives a station a picture but who manages stations: that is in the log', async () => {
  const calls = [put(testPicture(), stranger), put(testPicture(), server.visitor()), remove(stranger)];
  expect(await codesOf(calls)).toEqual(['forbidden', 'not_signed_in', 'forbidden']);
  await put(testPicture(), server.admin);
  const { items } = await server.admin.rest.call(listAuditEntries, { query: { limit: 1 } });
  expect(items).toMatchObject([{ action: 'station.artwork', subject: 'station:club', details: { removed: false } }]);
});

test("a show without a picture shows its station's, and one that two shows share stays until neither has it", async () => {
  const id = await addShow(owner.accountId);
  const shown = async (broadcast = id) =>
    (await server.visitor().rest.call(getBroadcast, { params: { id: broadcast } })).artwork;
  expect(await shown()).toEqual(await artwork());
  const own = await owner.rest.call(setBroadcastArtwork, { params: { id }, upload: testPicture() });
  expect(await shown()).toEqual(own);
  expect(own).not.toEqual(await artwork());

  const other = await addShow(owner.accountId);
  await server.sql`update broadcast set artwork_id = (select artwork_id from broadcast where id = ${id}) where id = ${other}`;
  await owner.rest.call(removeBroadcastArtwork, { params: { id } });
  expect(await shown()).toEqual(await artwork());
  expect(await shown(other)).toEqual(own);
  expect((await get(own.large)).status).toBe(200);
  await server.admin.rest.call(removeBroadcastArtwork, { params: { id: other } });
  expect((await get(own.large)).status).toBe(404);
});

test('who may not edit a show hears of nothing there; whose show it is may', async () => {
  const id = await addShow(stranger.accountId);
  const third = await addSignedInMember(server, { roles: ['broadcaster'] });
  const upload = testPicture();
  const by = (person: TestPerson) => person.rest.call(setBroadcastArtwork, { params: { id }, upload });
  const calls = [by(third), by(stranger), by(owner), by(server.admin)];
  expect(await codesOf(calls)).toEqual(['not_found', 'done', 'done', 'done']);
  const { items } = await server.admin.rest.call(listAuditEntries, { query: { action: 'broadcast.artwork' } });
  expect(items).toMatchObject([{ actor: { name: server.admin.username }, subject: `broadcast:${id}` }, {}]);
  expect(await codeOf(third.rest.call(removeBroadcastArtwork, { params: { id } }))).toBe('not_found');
});

test.each([
  '/pictures/nothing.webp',
  '/pictures/00000000-0000-4000-8000-000000000000-small.webp',
  '/pictures/..%2F..%2Fpictures%2Fx-small.webp',
  '/pictures/%2e%2e%2fsession-secret',
  '/pictures/00000000-0000-4000-8000-000000000000-small.webp%00',
])('%s is nowhere', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('so many files an hour are taken from one account', async () => {
  const sender = await addSignedInMember(server, { roles: ['broadcaster'] });
  await sender.rest.call(makeStation, { body: { name: 'Many' } });
  const bad = new Blob(['x'], { type: 'image/png' });
  const one = () => codeOf(sender.rest.call(setStationArtwork, { params: { station: 'many' }, upload: bad }));
  const codes: string[] = [];
  for (let n = 0; n < 31; n += 1) codes.push(await one());
  expect(codes.slice(0, 30).every((code) => code === 'picture_unreadable')).toBe(true);
  expect(codes[30]).toBe('too_many_requests');
});
