import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  getBroadcast,
  getStation,
  likeMessage,
  listMessages,
  postMessage,
  publishBroadcast,
  sendHeart,
  setStationArtwork,
  signIn,
  whoAmI,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { commandLine } from '../../testing/command-line.ts';
import { sumsOfTables } from '../../testing/table-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addSignedInMember } from '../../testing/test-members.ts';
import { testPicture } from '../../testing/test-picture.ts';
import { startTestSource } from '../../testing/test-source.ts';

const WITHIN = { timeout: 45_000, interval: 100 };
const AUDIO = { LIVESTREAMER_AUDIO_GRACE_MS: '500', LIVESTREAMER_AUDIO_SILENT_SOURCE_MS: '120000' };

let dir: string;
let server: TestServer;
let target: TestDatabase;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-whole-'));
  server = await startTestServer({ env: AUDIO });
  target = await openTestDatabase({ migrated: false });
  stops.push(() => rm(dir, { recursive: true }), server.stop, target.close);
});
afterAll(async () => {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
});

const station = () => ({ station: server.station });
const liveId = async (): Promise<string> => {
  const read = () => server.visitor().rest.call(getStation, { params: station() });
  await vi.waitUntil(async () => (await read()).live !== null, WITHIN);
  return (await read()).live?.broadcastId ?? '';
};
const goOnAir = async () => {
  const source = startTestSource(server, { station: server.station, account: server.admin });
  expect(await source.begun).toBe(true);
  return { source, id: await liveId() };
};

/** A show with hearts and chat, published with its recording; its id. */
const holdShow = async (): Promise<string> => {
  const { source, id } = await goOnAir();
  const listener = await addSignedInMember(server, { role: 'listener' });
  await listener.rest.call(sendHeart, { params: station() });
  const message = await listener.rest.call(postMessage, { params: station(), body: { text: 'Good evening 🎧\n\\N' } });
  await server.admin.rest.call(likeMessage, { params: { ...station(), id: message.id } });
  source.finish();
  const show = () => server.admin.rest.call(getBroadcast, { params: { id } });
  await vi.waitUntil(async () => (await show()).recording?.state === 'ready', WITHIN);
  await server.admin.rest.call(publishBroadcast, { params: { id } });
  return id;
};

const filesOf = async (dataDir: string): Promise<Record<string, Buffer>> => {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files: Record<string, Buffer> = {};
  for (const entry of entries.filter((it) => it.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files[path.slice(dataDir.length + 1)] = await readFile(path);
  }
  return files;
};

const recordingOf = async ({ baseUrl, visitor }: TestServer, id: string): Promise<string> => {
  const { recording } = await visitor().rest.call(getBroadcast, { params: { id } });
  const answer = await fetch(`${baseUrl}${recording?.url}`);
  expect(answer.status).toBe(200);
  return createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex');
};

test('a server that is on air is backed up, and comes back elsewhere with every row and every file', async () => {
  await server.admin.rest.call(setStationArtwork, { params: station(), upload: testPicture() });
  await commandLine(['user', 'create', 'nora', '--email', 'nora@radio.example'], { env: server.env });
  const show = await holdShow();
  const { source, id: liveShow } = await goOnAir();
  await server.admin.rest.call(postMessage, { params: station(), body: { text: 'We are on air' } });

  // A show on air is stored every ten seconds, and jobs are done; a backup between two changes can be compared to the last row.
  const path = join(dir, 'backup.tar');
  const sums = await vi.waitUntil(async () => {
    await rm(path, { force: true });
    const before = await sumsOfTables(server.sql);
    expect(await commandLine(['backup', path], { env: server.env })).toMatchObject({ exitCode: 0 });
    return JSON.stringify(before) === JSON.stringify(await sumsOfTables(server.sql)) ? before : null;
  }, WITHIN);
  expect((await commandLine(['backup', 'verify', path], { env: {} })).exitCode).toBe(0);
  expect((await fetch(`${server.baseUrl}/ready`)).status).toBe(200);

  // Elsewhere there is another Redis: in the one of the tests the first server says that it carries the show.
  const env = { DATABASE_URL: target.url, DATA_DIR: join(dir, 'restored'), REDIS_URL: '' };
  expect(await commandLine(['restore', path], { env })).toMatchObject({
    exitCode: 0,
    complaints: expect.not.stringContaining('secret'),
  });
  expect(await sumsOfTables(target.sql)).toEqual(sums);
  for (const table of [
    'account',
    'broadcast',
    'recording',
    'chat_message',
    'chat_like',
    'picture',
    'audit_entry',
    'migration',
  ])
    expect(sums?.[table]?.length, table).toBeGreaterThan(0);

  const original = await filesOf(server.env['DATA_DIR'] ?? '');
  const restored = await filesOf(env.DATA_DIR);
  expect(Object.keys(restored).sort()).toEqual(Object.keys(original).sort());
  expect(Object.keys(restored).some((name) => name.startsWith(`recordings/${liveShow}`))).toBe(true);
  // The show on air was written to in between.
  for (const [name, bytes] of Object.entries(restored))
    expect(original[name]?.subarray(0, name.includes(liveShow) ? bytes.length : undefined).equals(bytes), name).toBe(
      true,
    );

  const again = await startTestServer({ env: { ...AUDIO, ...env }, notSetUp: true });
  stops.push(again.stop);
  const person = again.visitor();
  const { username, password } = server.admin;
  await person.rest.call(signIn, { body: { login: username, password } });
  expect(await person.rest.call(whoAmI, {})).toMatchObject({ username, roles: ['admin'] });
  const { items } = await again.visitor().rest.call(listMessages, { params: station(), query: {} });
  expect(items.map(({ text }) => text).sort()).toEqual(['Good evening 🎧\n\\N', 'We are on air']);
  expect(await recordingOf(again, show)).toBe(await recordingOf(server, show));
  // Nobody sends to the copy: its show on air ends, with what was recorded until the backup.
  const unfinished = () => person.rest.call(getBroadcast, { params: { id: liveShow } });
  await vi.waitUntil(async () => (await unfinished()).state === 'ended', WITHIN);
  source.abort();
}, 120_000);
