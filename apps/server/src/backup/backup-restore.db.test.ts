import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { createGrownDatabases, MIGRATIONS_DIR } from '../../testing/grown-database.ts';
import { sumsOfTables } from '../../testing/table-rows.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { silentLogger } from '../platform/index.ts';
import { addJob, migrateJobs } from '../platform/jobs/index.ts';
import { migrate } from '../platform/postgres/index.ts';
import { type BackupReport, restoreBackup, verifyBackup, writeBackup } from './index.ts';

const SHOW = '00000000-0000-4000-8000-000000000021';
const grown = createGrownDatabases();
afterAll(grown.close);

let dir: string;
let opened: TestDatabase[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-backup-'));
  opened = [];
});
afterEach(async () => {
  for (const database of opened) await database.close();
  await rm(dir, { recursive: true });
});

const using = async (opening: Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await opening;
  opened.push(database);
  return database;
};

const fillDataDir = async (): Promise<string> => {
  const dataDir = join(dir, 'data');
  await mkdir(join(dataDir, 'recordings'), { recursive: true });
  await mkdir(join(dataDir, 'pictures'));
  await mkdir(join(dataDir, 'postgres'));
  await writeFile(join(dataDir, 'session-secret'), 's'.repeat(43), { mode: 0o600 });
  await writeFile(join(dataDir, 'recordings', `${SHOW}-001.mp3`), Buffer.alloc(1_000_000, 7));
  await utimes(join(dataDir, 'recordings', `${SHOW}-001.mp3`), 1_700_000_000, 1_700_000_000);
  await writeFile(join(dataDir, 'recordings', `${SHOW}.index`), '');
  await writeFile(join(dataDir, 'pictures', 'half.webp.part'), 'half');
  await writeFile(join(dataDir, 'notes.txt'), 'mine');
  return dataDir;
};

interface BackupWish {
  readonly url: string;
  readonly dataDir: string;
  /** Sees each piece of the backup before it is written. */
  readonly onWrite?: (written: number) => Promise<void>;
}

const backUp = async ({ url, dataDir, onWrite }: BackupWish): Promise<BackupReport & { path: string }> => {
  const path = join(dir, 'backup.tar');
  await mkdir(dataDir, { recursive: true });
  const file = await open(path, 'w', 0o600);
  let written = 0;
  const write = async (bytes: Uint8Array): Promise<void> => {
    await onWrite?.(written);
    written += (await file.write(bytes)).bytesWritten;
  };
  try {
    const report = await writeBackup({
      url,
      dataDir,
      sessionSecret: 's'.repeat(43),
      programVersion: '0.1.0',
      clock,
      write,
    });
    return { ...report, path };
  } finally {
    await file.close();
  }
};

const restore = (path: string, url: string, dataDir = join(dir, 'restored')) =>
  restoreBackup({
    path,
    dataDir,
    migrationsDir: MIGRATIONS_DIR,
    openDatabase: async () => ({ url }),
    clock,
    log: silentLogger,
    announce: () => undefined,
  });

const jobsOf = ({ sql }: TestDatabase) => sql`
  select identifier, payload, run_at, key, max_attempts - attempts as left
  from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = task_id order by jobs.id`;

test('every row of every table, every file and every pending job comes back as it was', async () => {
  const source = await using(grown.open());
  const dataDir = await fillDataDir();
  await addJob(source.sql, { task: 'letter', payload: { letterId: '1' }, jobKey: 'letter 1', maxAttempts: 9 });
  await addJob(source.sql, {
    task: 'other',
    payload: { text: 'a\\b\n"é"' },
    runAt: new Date('2030-01-01T00:00:00.123Z'),
  });
  await source.sql`update graphile_worker._private_jobs set attempts = 2 where key = 'letter 1'`;
  const { path, leftOut, manifest } = await backUp({ url: source.url, dataDir });
  expect(leftOut).toEqual(['notes.txt']);
  expect(manifest.deletedMeanwhile).toEqual([]);

  const target = await using(openTestDatabase({ migrated: false }));
  await restore(path, target.url);
  expect(await sumsOfTables(target.sql)).toEqual(await sumsOfTables(source.sql));
  expect(await jobsOf(target)).toEqual(await jobsOf(source));
  const restored = join(dir, 'restored');
  expect((await readdir(restored)).sort()).toEqual(['recordings', 'session-secret']);
  for (const name of ['session-secret', `recordings/${SHOW}-001.mp3`, `recordings/${SHOW}.index`])
    expect((await readFile(join(restored, name))).equals(await readFile(join(dataDir, name))), name).toBe(true);
  expect((await stat(join(restored, 'session-secret'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(restored, 'recordings', `${SHOW}-001.mp3`))).mtimeMs).toBe(1_700_000_000_000);
});

test('what somebody else keeps in the schema, under whatever names, is left out and told, and the backup is whole', async () => {
  const source = await using(grown.open());
  await source.sql.unsafe(`
    create table "Note" (id serial primary key, text text);
    create table note ("createdAt" timestamptz);
    create table nothing ();
    create table divided (id integer) partition by range (id);
    create table plain (id serial primary key)`);
  const { path, leftOut } = await backUp({ url: source.url, dataDir: join(dir, 'none') });
  expect(leftOut).toEqual(['the table "Note"', 'the table "note"', 'the table "nothing"']);
  const target = await using(openTestDatabase({ migrated: false }));
  expect((await restore(path, target.url)).leftOut).toEqual(['plain']);
});

test('numbers go on where they were, and rows that refer to nothing are refused as before', async () => {
  const source = await using(grown.open());
  const { path } = await backUp({ url: source.url, dataDir: join(dir, 'none') });
  const target = await using(openTestDatabase({ migrated: false }));
  await restore(path, target.url);
  const insert = async ({ sql }: TestDatabase) =>
    sql`insert into audit_entry (at, action, subject, details) values (now(), 'server.settings', 'server', '{}') returning id`;
  expect(await insert(target)).toEqual(await insert(source));
  await expect(target.sql`insert into bookmark values (gen_random_uuid(), gen_random_uuid(), now())`).rejects.toThrow(
    'foreign key',
  );
  const keys = ({ sql }: TestDatabase) => sql`
    select conrelid::regclass::text as "table", conname::text as name, pg_get_constraintdef(oid) as definition, convalidated
    from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`;
  expect(await keys(target)).toEqual(await keys(source));
  const triggers = ({ sql }: TestDatabase) =>
    sql`select tgname::text as name, tgenabled from pg_trigger where not tgisinternal order by 1`;
  expect(await triggers(target)).toEqual(await triggers(source));
});

test.each([1, 8])('a backup made at migration %i is restored and brought to the newest', async (number) => {
  const source = await using(grown.open(number));
  const { path } = await backUp({ url: source.url, dataDir: join(dir, 'none') });
  const target = await using(openTestDatabase({ migrated: false }));
  const { migration } = await restore(path, target.url);
  expect(migration).toBe(
    Math.max(...(await migrate({ sql: source.sql, dir: MIGRATIONS_DIR, log: silentLogger })).map((it) => it.number)),
  );
  const [now, then] = [await sumsOfTables(target.sql), await sumsOfTables(source.sql)];
  // Later ones landed at another time, in which their new columns may stand.
  expect(Object.keys(now)).toEqual(Object.keys(then));
  for (const table of ['account', 'account_role']) expect(now[table]).toEqual(then[table]);
});

test('what happens while a backup is made is in it whole or not at all, and deleted files are named', async () => {
  const source = await using(grown.open());
  await source.sql`
    insert into chat_message (station_id, seq, changed_seq, text, sent_at, state)
    select station_id, n, n, repeat('all the words ', 100), now(), 'shown' from chat_room, generate_series(10, 5000) n`;
  const before = await sumsOfTables(source.sql);
  const dataDir = await fillDataDir();
  const growing = join(dataDir, 'recordings', `${SHOW}-001.mp3`);
  let acted = false;
  const onWrite = async (written: number): Promise<void> => {
    if (written > 0) await writeFile(growing, Buffer.alloc(1_000, 9), { flag: 'a' });
    if (written === 0 || acted) return;
    acted = true;
    await source.sql`delete from chat_message where seq > 100`;
    await source.sql`insert into bookmark select account.id, broadcast.id, now() from account, broadcast on conflict do nothing`;
    await rm(join(dataDir, 'recordings', `${SHOW}.index`));
    await writeFile(join(dataDir, 'pictures', 'new.webp'), 'new');
  };
  const { path, manifest } = await backUp({ url: source.url, dataDir, onWrite });
  expect(manifest.deletedMeanwhile).toEqual([`recordings/${SHOW}.index`]);
  expect(manifest.tables.find(({ name }) => name === 'chat_message')?.pieces.length).toBeGreaterThan(1);

  const target = await using(openTestDatabase({ migrated: false }));
  await restore(path, target.url);
  expect(await sumsOfTables(target.sql)).toEqual(before);
  expect(await readdir(join(dir, 'restored', 'pictures'))).toEqual(['new.webp']);
  const restored = await readFile(join(dir, 'restored', 'recordings', `${SHOW}-001.mp3`));
  expect(restored.length).toBeGreaterThan(1_000_000);
  expect((await readFile(growing)).subarray(0, restored.length).equals(restored)).toBe(true);
});

test('a backup that is damaged anywhere is refused before anything is touched', async () => {
  const source = await using(grown.open());
  const { path, bytes } = await backUp({ url: source.url, dataDir: await fillDataDir() });
  await verifyBackup(path);
  const whole = await readFile(path);
  const target = await using(openTestDatabase({ migrated: false }));
  for (let part = 0; part < 40; part += 1) {
    const at = Math.floor((bytes * part) / 40) + 7;
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    if (isPadding(whole, at)) continue;
    await writeFile(path, damaged);
    await expect(restore(path, target.url), `byte ${at}`).rejects.toThrow();
  }
  await writeFile(path, whole.subarray(0, whole.length - 3_000));
  await expect(restore(path, target.url)).rejects.toThrow('cut off');
  await writeFile(path, Buffer.from('no backup at all'));
  await expect(verifyBackup(path)).rejects.toThrow('cut off');
  await expect(readdir(join(dir, 'restored'))).rejects.toThrow('ENOENT');
  expect(await sumsOfTables(target.sql)).toEqual({});
});

/** Zeros up to the next header belong to nothing. */
const isPadding = (whole: Buffer, at: number): boolean =>
  whole.subarray(at, Math.ceil((at + 1) / 512) * 512).every((byte) => byte === 0);

test('a backup from a newer program is refused', async () => {
  const source = await using(grown.open());
  await source.sql`insert into migration (number, name, checksum) values (14, 'of-the-future', ${'0'.repeat(64)})`;
  const { path } = await backUp({ url: source.url, dataDir: join(dir, 'none') });
  const target = await using(openTestDatabase({ migrated: false }));
  await expect(restore(path, target.url)).rejects.toThrow(
    'The database of the backup was at migration 14, by a newer LiveStreamer than this one, which knows 13',
  );
});

test('a database or a folder that is not empty is refused, and what is there is said and stays', async () => {
  const source = await using(grown.open());
  const dataDir = await fillDataDir();
  const { path } = await backUp({ url: source.url, dataDir });
  await expect(restore(path, source.url)).rejects.toThrow(
    /The database is not empty: it has \d+ tables \(public\.account, /,
  );
  const target = await using(openTestDatabase({ migrated: false }));
  await expect(restore(path, target.url, dataDir)).rejects.toThrow(
    'is not empty: it has notes.txt, pictures, recordings, session-secret',
  );
  expect((await readdir(dataDir)).length).toBe(5);
});

test('a restore that fails at the very end leaves neither rows nor files', async () => {
  const source = await using(grown.open());
  // Only the foreign keys, which come last, notice.
  await source.sql`alter table bookmark drop constraint bookmark_account_fkey`;
  await source.sql`insert into bookmark select gen_random_uuid(), id, now() from broadcast limit 1`;
  const { path } = await backUp({ url: source.url, dataDir: await fillDataDir() });
  const target = await using(openTestDatabase({ migrated: false }));
  await expect(restore(path, target.url)).rejects.toThrow('bookmark_account_fkey');
  expect(await sumsOfTables(target.sql)).toEqual({});
  expect(await target.sql`select 1 from pg_namespace where nspname = 'graphile_worker'`).toEqual([]);
  expect(await readdir(join(dir, 'restored'))).toEqual([]);
});

test('rows that PostgreSQL refuses are told in its words, and a second attempt begins anew', async () => {
  const source = await using(grown.open());
  await source.sql`alter table station drop constraint station_slug_shape`;
  await source.sql`update station set slug = 'NOT A SLUG' where is_default`;
  const { path } = await backUp({ url: source.url, dataDir: await fillDataDir() });
  const target = await using(openTestDatabase({ migrated: false }));
  await migrateJobs({ url: target.url, log: silentLogger });
  await expect(restore(path, target.url)).rejects.toThrow('station_slug_shape');
  await source.sql`update station set slug = 'night-radio' where is_default`;
  const again = await backUp({ url: source.url, dataDir: join(dir, 'data') });
  await restore(again.path, target.url);
  expect(await sumsOfTables(target.sql)).toEqual(await sumsOfTables(source.sql));
});

test('a disk that is full while a backup is written ends it with that error', async () => {
  const source = await using(grown.open());
  await source.sql`
    insert into chat_message (station_id, seq, changed_seq, text, sent_at, state)
    select station_id, n, n, repeat('all the words ', 100), now(), 'shown' from chat_room, generate_series(10, 9000) n`;
  const onWrite = async (written: number): Promise<void> => {
    if (written > 4_000_000) throw new Error('ENOSPC: no space left on device');
  };
  await expect(backUp({ url: source.url, dataDir: join(dir, 'none'), onWrite })).rejects.toThrow('ENOSPC');
});
