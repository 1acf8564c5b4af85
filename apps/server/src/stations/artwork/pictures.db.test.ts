import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import type { Images } from '../../platform/images/index.ts';
import { silentLogger, systemChance } from '../../platform/index.ts';
import type { PictureHolder } from './picture-store.ts';
import { createPictures, type Pictures } from './pictures.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 10, 22, 20);

let database: TestDatabase;
let dataDir: string;
let holder: PictureHolder;
let pictures: Pictures;
const clock = createFakeClock(NOW_MS);
const images: Images = { squares: async (file, wanted) => wanted.map(() => Buffer.from(file)) };

beforeEach(async () => {
  database = await openTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'livestreamer-pictures-'));
  const { sql } = database;
  const [account] = await sql<{ id: string }[]>`
    insert into account (username, username_key, email, email_key, password_hash) values ('z', 'z', 'z@x', 'z@x', 'h')
    returning id`;
  const [station] = await sql<{ id: string }[]>`
    insert into station (slug, name, owner_id) values ('club', 'Club', ${account?.id ?? ''}) returning id`;
  holder = { stationId: station?.id ?? '' };
  pictures = createPictures({ sql, images, dataDir, clock, chance: systemChance, log: silentLogger });
});
afterEach(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const nothing = async () => undefined;
const put = () => pictures.put(holder, new Uint8Array([1]), nothing);
const dir = () => join(dataDir, 'pictures');
const files = async () => (await readdir(dir())).sort();
const nameOf = (path: string) => path.slice('/pictures/'.length);
/** As if all that lies there were written then. */
const age = async (atMs: number) => {
  for (const name of await readdir(dir())) await utimes(join(dir(), name), atMs / 1_000, atMs / 1_000);
};

test('a change that fails leaves the picture as it was', async () => {
  const before = await put();
  const failing = pictures.put(holder, new Uint8Array([2]), () => Promise.reject(new Error('no log')));
  await expect(failing).rejects.toThrow('no log');
  const [row] = await database.sql<{ artworkId: string }[]>`select artwork_id from station`;
  expect(before.small).toContain(row?.artworkId);
  expect(await database.sql`select from picture`).toHaveLength(1);
});

test('what a server left that died is swept away after an hour, and what is shown stays', async () => {
  const shown = await put();
  const orphan = 'aaaaaaaa-0000-4000-8000-000000000000';
  await writeFile(join(dir(), `${orphan}-small.webp`), 'x');
  await writeFile(join(dir(), `${orphan}-feed.jpg`), 'x');
  await writeFile(join(dir(), `${orphan}-large.webp.part`), 'x');
  await writeFile(join(dir(), 'readme.txt'), 'not ours');
  await age(NOW_MS - HOUR_MS + 1_000);
  await pictures.sweep();
  expect(await files()).toHaveLength(8);
  await age(NOW_MS - HOUR_MS - 1_000);
  await Promise.all([pictures.sweep(), pictures.sweep()]);
  const id = nameOf(shown.small).replace('-small.webp', '');
  const kept = ['feed.jpg', 'large.webp', 'small.webp', 'tag.jpg'].map((ending) => `${id}-${ending}`);
  expect(await files()).toEqual([...kept, 'readme.txt'].sort());
});

test('a picture whose show was erased is swept away, many of them too', async () => {
  const shown = await put();
  const createdAt = new Date(NOW_MS - 2 * HOUR_MS);
  await database.sql`insert into picture (created_at) select ${createdAt} from generate_series(1, 1201)`;
  await database.sql`insert into picture (created_at) values (${new Date(NOW_MS)})`;
  await database.sql`update picture set created_at = ${createdAt} where id = (select artwork_id from station)`;
  await pictures.sweep();
  expect(await database.sql`select from picture`).toHaveLength(2);
  expect(await pictures.find(nameOf(shown.small))).toMatchObject({ bytes: 1 });
});

test('where no picture ever was, there is nothing to sweep', async () => {
  await pictures.sweep();
  await expect(pictures.takeAway(holder, nothing)).resolves.toBeUndefined();
});
