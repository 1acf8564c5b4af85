import { randomUUID } from 'node:crypto';
import {
  addBookmark,
  deleteBroadcast,
  editBroadcast,
  getBroadcast,
  listBookmarks,
  listBroadcasts,
  listOwnBroadcasts,
  publishBroadcast,
  removeBookmark,
  restoreBroadcast,
  withdrawBroadcast,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestPerson, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember } from '../../testing/test-members.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.sql`delete from broadcast`;
});

/** A show that is over; its minute makes it newer than those with smaller ones. */
const addShow = async ({ title = 'Friday Night', minute = 0 } = {}): Promise<string> => {
  const startedAt = new Date(Date.UTC(2026, 0, 1, 20, minute));
  const endedAt = new Date(startedAt.getTime() + 3_600_000);
  const [row] = await server.sql<{ id: string }[]>`
    insert into broadcast (station_id, account_id, title, state, started_at, ended_at, last_seen_at, hearts)
    select s.id, s.owner_id, ${title}, 'ended', ${startedAt}, ${endedAt}, ${endedAt}, 7 from station s where is_default
    returning id`;
  if (!row) throw new Error('No show was made.');
  return row.id;
};
const admin = () => server.admin.rest;
const publish = (id: string) => admin().call(publishBroadcast, { params: { id } });
const edit = async (id: string, changes: object) => {
  const { revision } = await admin().call(getBroadcast, { params: { id } });
  return admin().call(editBroadcast, { params: { id }, body: { revision, ...changes } });
};
const listed = async (query: { q?: string; tag?: string; station?: string } = {}): Promise<string[]> => {
  const { items } = await server.visitor().rest.call(listBroadcasts, { query });
  return items.map(({ title }) => title);
};

test('a finished show is hidden until it is published, and hidden again when that is taken back', async () => {
  const id = await addShow();
  const seen = () => server.visitor().rest.call(getBroadcast, { params: { id } });
  expect(await listed()).toEqual([]);
  await expect(seen()).rejects.toMatchObject({ code: 'not_found' });
  await publish(id);
  await publish(id);
  expect(await listed()).toEqual(['Friday Night']);
  expect(await seen()).toMatchObject({ state: 'published', hearts: 7, editable: false });
  await admin().call(withdrawBroadcast, { params: { id } });
  expect(await listed()).toEqual([]);
  await expect(seen()).rejects.toMatchObject({ code: 'not_found' });
});

test('a card has numbers that are numbers, and instants of one format', async () => {
  await publish(await addShow());
  const { items } = await server.visitor().rest.call(listBroadcasts, { query: {} });
  expect(items).toEqual([
    {
      id: expect.any(String),
      station: server.station,
      stationName: expect.any(String),
      title: 'Friday Night',
      state: 'published',
      plannedStart: null,
      startedAt: '2026-01-01T20:00:00.000Z',
      durationMs: 3_600_000,
      playable: false,
      peak: 0,
      hearts: 7,
      tags: [],
      artwork: null,
      deletedAt: null,
      bookmarked: false,
    },
  ]);
});

test('everything that is said of a show can be changed, and is right at once for everybody', async () => {
  const id = await addShow();
  await publish(id);
  expect(await listed()).toEqual(['Friday Night']);
  const changed = await edit(id, {
    title: '  Saturday ',
    description: 'Two hours of dub.',
    tags: ['Dub', 'dub', 'reggae'],
    links: [{ label: 'Site', url: 'https://dub.example/' }],
    tracklist: [{ atMs: 0, text: 'King Tubby – Dub Fi Gwan' }],
  });
  expect(changed).toMatchObject({
    title: 'Saturday',
    description: 'Two hours of dub.',
    tags: ['dub', 'reggae'],
    links: [{ label: 'Site', url: 'https://dub.example/' }],
    tracklist: [{ atMs: 0, text: 'King Tubby – Dub Fi Gwan' }],
    revision: 2,
  });
  expect(await listed()).toEqual(['Saturday']);
});

test('of two who edit at once the second is told, and nothing is overwritten', async () => {
  const id = await addShow();
  const { revision } = await admin().call(getBroadcast, { params: { id } });
  const save = (title: string) => admin().call(editBroadcast, { params: { id }, body: { revision, title } });
  await save('First');
  await expect(save('Second')).rejects.toMatchObject({ code: 'edited_meanwhile' });
  expect((await admin().call(getBroadcast, { params: { id } })).title).toBe('First');
});

test('a link leads to the web and nowhere else', async () => {
  const id = await addShow();
  const links = [{ label: 'x', url: 'javascript:alert(1)' }];
  await expect(edit(id, { links })).rejects.toMatchObject({ code: 'validation_failed' });
});

test('nobody else changes a show, and a hidden one is not there for them', async () => {
  const id = await addShow();
  const other = await addSignedInMember(server, { role: 'broadcaster' });
  for (const attempt of [
    () => other.rest.call(editBroadcast, { params: { id }, body: { revision: 1, title: 'Mine' } }),
    () => other.rest.call(publishBroadcast, { params: { id } }),
    () => other.rest.call(deleteBroadcast, { params: { id } }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  await expect((await addSignedInMember(server)).rest.call(publishBroadcast, { params: { id } })).rejects.toMatchObject(
    { code: 'forbidden' },
  );
});

test('a show on air is neither published nor deleted, and what plays writes its tracklist', async () => {
  const id = await addShow();
  await server.sql`update broadcast set state = 'live', ended_at = null where id = ${id}`;
  await expect(publish(id)).rejects.toMatchObject({ code: 'not_finished' });
  await expect(admin().call(deleteBroadcast, { params: { id } })).rejects.toMatchObject({ code: 'not_finished' });
  await expect(edit(id, { tracklist: [] })).rejects.toMatchObject({ code: 'on_air' });
  expect(await edit(id, { title: 'Now' })).toMatchObject({ title: 'Now', state: 'live' });
});

test('a deleted show is gone for everybody at once, and comes back as it was', async () => {
  const id = await addShow();
  await publish(id);
  await admin().call(deleteBroadcast, { params: { id } });
  expect(await listed()).toEqual([]);
  await expect(server.visitor().rest.call(getBroadcast, { params: { id } })).rejects.toMatchObject({
    code: 'not_found',
  });
  const own = (filter: 'all' | 'deleted') =>
    admin().call(listOwnBroadcasts, { params: { station: server.station }, query: { filter } });
  expect((await own('all')).items).toEqual([]);
  expect((await own('deleted')).items).toMatchObject([{ id, deletedAt: expect.any(String) }]);
  await admin().call(restoreBroadcast, { params: { id } });
  expect(await listed()).toEqual(['Friday Night']);
});

test('who deletes the show of somebody else is in the log', async () => {
  const id = await addShow();
  const zoe = await addSignedInMember(server, { role: 'broadcaster' });
  await server.sql`update station set owner_id = ${zoe.accountId}`;
  await server.sql`update broadcast set account_id = ${zoe.accountId}`;
  await admin().call(deleteBroadcast, { params: { id } });
  const [entry] = await server.sql`select action, details from audit_entry order by id desc limit 1`;
  expect(entry).toMatchObject({ action: 'broadcast.delete', details: { title: 'Friday Night' } });
});

test('the list goes on page by page, the newest first, each show once, also of one moment', async () => {
  for (let n = 0; n < 7; n += 1) await publish(await addShow({ title: `Show ${n}`, minute: Math.floor(n / 3) }));
  await server.sql`update broadcast set started_at = started_at + interval '1 microsecond' where title = 'Show 1'`;
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await server.visitor().rest.call(listBroadcasts, { query: { limit: 2, ...(cursor && { cursor }) } });
    seen.push(...page.items.map(({ title }) => title));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect([...seen].sort()).toEqual(Array.from({ length: 7 }, (_, n) => `Show ${n}`));
  expect(seen[0]).toBe('Show 6');
});

test('a cursor of another list is refused', async () => {
  for (const cursor of ['x', Buffer.from('["2026",1]').toString('base64url')])
    await expect(server.visitor().rest.call(listBroadcasts, { query: { cursor } })).rejects.toMatchObject({
      code: 'bad_request',
    });
});

test('a show is found by words of title, description, tracklist and tags, in any case, the last one unfinished', async () => {
  const dub = await addShow({ title: 'Ночь даба' });
  await edit(dub, {
    description: 'Deep-house, and some dub.',
    tags: ['late night'],
    tracklist: [{ atMs: null, text: 'King Tubby – Dub Fi Gwan' }],
  });
  await publish(dub);
  await publish(await addShow({ title: 'Morning', minute: 1 }));
  for (const q of ['ночь', 'НОЧЬ да', 'deep', 'house dub', 'tub', 'king tubby', 'late', 'dub, fi!'])
    expect(await listed({ q }), q).toEqual(['Ночь даба']);
  for (const q of ['elsewhere', "dub' | 'x", '!!!', 'morning dub']) expect(await listed({ q }), q).toEqual([]);
  expect(await listed({ q: '' })).toEqual(['Morning', 'Ночь даба']);
  expect(await listed({ tag: 'Late Night' })).toEqual(['Ночь даба']);
  expect(await listed({ tag: 'late' })).toEqual([]);
});

test('what PostgreSQL takes for an address or a path is found as people write it, and while they write it', async () => {
  const id = await addShow({ title: 'Rock-n-Roll' });
  await edit(id, {
    description: 'More on night.radio.example, v1.2',
    tracklist: ["AC/DC – Can't Stand Still", 'M.I.A. – Paper Planes'].map((text) => ({ atMs: null, text })),
  });
  await publish(id);
  for (const q of [
    'AC/DC',
    'ac/d',
    "ac/dc can't",
    'm.i.a.',
    'm.i.a',
    'night.radio.example',
    'V1.2',
    'rock-n-ro',
    'rock n roll',
  ])
    expect(await listed({ q }), q).toEqual(['Rock-n-Roll']);
  for (const q of ["'", '\\', "x':* | 'ac/dc", 'ac/dx']) expect(await listed({ q }), q).toEqual([]);
});

test('a list may be of one station', async () => {
  await publish(await addShow());
  expect(await listed({ station: server.station })).toEqual(['Friday Night']);
  await expect(listed({ station: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
});

test('members keep shows; what is withdrawn is not shown to them, and is there again afterwards', async () => {
  const id = await addShow();
  const zoe = await addSignedInMember(server);
  const keep = () => zoe.rest.call(addBookmark, { params: { id } });
  const kept = async () => (await zoe.rest.call(listBookmarks, { query: {} })).items.map((card) => card.id);
  await expect(keep()).rejects.toMatchObject({ code: 'not_found' });
  await publish(id);
  await keep();
  await keep();
  expect(await kept()).toEqual([id]);
  expect((await zoe.rest.call(getBroadcast, { params: { id } })).bookmarked).toBe(true);
  expect((await admin().call(getBroadcast, { params: { id } })).bookmarked).toBe(false);
  // In lists too, which are kept for everybody: asked by others before and afterwards.
  await publish(await addShow({ title: 'Not kept', minute: 1 }));
  const marks = async ({ rest }: TestPerson) =>
    (await rest.call(listBroadcasts, { query: {} })).items.map(({ bookmarked }) => bookmarked);
  for (const other of [server.visitor(), server.admin]) expect(await marks(other)).toEqual([false, false]);
  expect(await marks(zoe)).toEqual([false, true]);
  for (const other of [server.visitor(), server.admin]) expect(await marks(other)).toEqual([false, false]);
  await admin().call(withdrawBroadcast, { params: { id } });
  expect(await kept()).toEqual([]);
  await publish(id);
  expect(await kept()).toEqual([id]);
  await zoe.rest.call(removeBookmark, { params: { id } });
  await zoe.rest.call(removeBookmark, { params: { id } });
  expect(await kept()).toEqual([]);
  await expect(zoe.rest.call(addBookmark, { params: { id: randomUUID() } })).rejects.toMatchObject({
    code: 'not_found',
  });
});
