import {
  editBroadcast,
  getBroadcast,
  getStation,
  publishBroadcast,
  removeStationArtwork,
  setStationArtwork,
  trimRecording,
  withdrawBroadcast,
} from '@livestreamer/contracts';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { probeAudio } from '../../../testing/probe-audio.ts';
import { testPicture } from '../../../testing/test-picture.ts';
import { startTestSource } from '../../../testing/test-source.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const PATIENCE = { timeout: 30_000, interval: 50 };
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => name === 'item' || name === 'podcast:liveItem',
});
const channel = async () => {
  const reply = await fetch(`${server.baseUrl}/${server.station}/feed.xml`);
  expect(reply.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
  return parser.parse(await reply.text()).rss.channel;
};

test('a show on air is a live item; published it is an episode whose length and chapters are true, also after every change', async () => {
  const source = startTestSource(server, { station: server.station, account: server.admin });
  expect(await source.begun).toBe(true);
  const { live } = await vi.waitFor(async () => {
    const station = await server.visitor().rest.call(getStation, { params: { station: server.station } });
    expect(station.live).not.toBeNull();
    return station;
  }, PATIENCE);
  await vi.waitFor(
    async () => expect((await channel())['podcast:liveItem']).toMatchObject([{ '@status': 'live' }]),
    PATIENCE,
  );
  source.finish();
  const params = { id: live?.broadcastId ?? '' };
  await vi.waitFor(async () => {
    const { recording } = await server.admin.rest.call(getBroadcast, { params });
    expect(recording?.state).toBe('ready');
  }, PATIENCE);
  expect((await channel()).item).toBeUndefined();

  await server.admin.rest.call(publishBroadcast, { params });
  const episode = async () => {
    const [item] = (await channel()).item;
    const enclosure = item.enclosure;
    const audio = await fetch(enclosure['@url']);
    const file = Buffer.from(await audio.arrayBuffer());
    const bytes = file.length;
    expect(audio.headers.get('content-type')).toBe(enclosure['@type']);
    expect(Number(enclosure['@length'])).toBe(bytes);
    const part = await fetch(enclosure['@url'], { headers: { range: 'bytes=100-199' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
    return { item, bytes, covers: probeAudio(file).covers };
  };
  const before = await episode();
  expect(before.item['podcast:chapters']).toBeUndefined();

  const { revision } = await server.admin.rest.call(getBroadcast, { params });
  const tracklist = [
    { atMs: 0, text: 'One' },
    { atMs: 1_000, text: 'Two' },
  ];
  await server.admin.rest.call(editBroadcast, { params, body: { revision, title: 'Friday & Saturday', tracklist } });
  const edited = await episode();
  expect(edited.item).toMatchObject({ title: 'Friday & Saturday', guid: before.item.guid });
  expect(edited.bytes).toBeGreaterThan(before.bytes);
  const chapters = await (await fetch(edited.item['podcast:chapters']['@url'])).json();
  expect(chapters.chapters).toMatchObject([
    { startTime: 0, title: 'One' },
    { startTime: 1, title: 'Two' },
  ]);

  // Directories refuse WebP; and the picture in the tag counts.
  const station = { station: server.station };
  await server.admin.rest.call(setStationArtwork, { params: station, upload: testPicture() });
  const pictured = await episode();
  expect(pictured.bytes).toBeGreaterThan(edited.bytes);
  expect(pictured.covers).toEqual([{ codec: 'mjpeg', what: 'Cover (front)' }]);
  const picture = await fetch((await channel())['itunes:image']['@href']);
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
  expect([...new Uint8Array(await picture.arrayBuffer())].slice(0, 3)).toEqual([0xff, 0xd8, 0xff]);
  await server.admin.rest.call(removeStationArtwork, { params: station });
  expect((await episode()).bytes).toBe(edited.bytes);

  await server.admin.rest.call(trimRecording, { params, body: { startMs: 400, endMs: 1_800 } });
  expect((await episode()).bytes).toBeLessThan(edited.bytes);

  await server.admin.rest.call(withdrawBroadcast, { params });
  expect((await channel()).item).toBeUndefined();
  expect((await fetch(`${server.baseUrl}/recordings/${params.id}/chapters.json`)).status).toBe(404);
  expect((await fetch(before.item.enclosure['@url'])).status).toBe(404);
}, 90_000);

test('of an owner whose account is deleted the feed does not say the name', async () => {
  await server.sql`
    with gone as (
      insert into account (username, username_key, email, email_key, password_hash, deleted_at)
      values ('Zoë Gone', 'zoë gone', 'gone@radio.example', 'gone@radio.example', 'x', now()) returning id
    )
    insert into station (slug, name, owner_id) select 'attic', 'Attic', id from gone`;
  const feed = await (await fetch(`${server.baseUrl}/attic/feed.xml`)).text();
  expect(feed).toContain('<itunes:author>Attic</itunes:author>');
  expect(feed).not.toContain('Zoë');
});

test('a station that is not there has no feed, and odd addresses are not found', async () => {
  for (const path of ['/nowhere/feed.xml', '/recordings/x/chapters.json', '/recordings/..%2f..%2fetc/chapters.json'])
    expect((await fetch(`${server.baseUrl}${path}`)).status, path).toBe(404);
});
