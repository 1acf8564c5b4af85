import { mkdir, mkdtemp, readdir, rm, stat, statfs, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, inject, test } from 'vitest';
import { commandLine } from '../../testing/command-line.ts';
import { createGrownDatabases } from '../../testing/grown-database.ts';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { SETTINGS } from '../config.ts';

const grown = createGrownDatabases();
afterAll(grown.close);

let dir: string;
let dataDir: string;
let opened: TestDatabase[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-commands-'));
  dataDir = await mkdtemp(join(tmpdir(), 'livestreamer-data-'));
  opened = [];
});
afterEach(async () => {
  for (const database of opened) await database.close();
  await rm(dir, { recursive: true });
  await rm(dataDir, { recursive: true });
});

const using = async (opening: Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await opening;
  opened.push(database);
  return database;
};

const run = (database: TestDatabase, ...args: string[]) =>
  commandLine(args, { env: { DATABASE_URL: database.url, DATA_DIR: dataDir } });

test('what is pending is told, and then done', async () => {
  const database = await using(grown.open(9));
  const pending = '10 (left-out-shows), 11 (chat), 12 (chat-order), 13 (oldest-program)';
  expect(await run(database, 'migrate', '--check')).toMatchObject({
    exitCode: 1,
    complaints: expect.stringContaining(`The database is at 9. Pending: ${pending}`),
  });
  expect(await run(database, 'migrate')).toMatchObject({
    exitCode: 0,
    printed: expect.stringContaining(`brought from 9 to 13: ${pending}`),
  });
  expect(await run(database, 'migrate', '--check')).toMatchObject({ exitCode: 0 });
  expect(await run(database, 'migrate')).toMatchObject({
    exitCode: 0,
    printed: expect.stringContaining('nothing to do'),
  });
});

test('a backup is made before the migrations, and only where there is something to lose', async () => {
  const path = join(dir, 'before.tar');
  const empty = await using(openTestDatabase({ migrated: false }));
  expect(await run(empty, 'migrate', '--backup', path)).toMatchObject({ exitCode: 0 });
  expect(await run(empty, 'migrate', '--backup', path)).toMatchObject({ exitCode: 0 });
  expect(await readdir(dir)).toEqual([]);

  const old = await using(grown.open(7));
  expect(await run(old, 'migrate', '--backup', path)).toMatchObject({ exitCode: 0 });
  const { printed } = await run(old, 'backup', 'verify', path);
  expect(printed).toContain('at migration 7');
  const again = await using(grown.open(7));
  expect(await run(again, 'migrate', '--backup', path)).toMatchObject({
    exitCode: 1,
    complaints: expect.stringContaining('is there already'),
  });
  expect(await run(again, 'migrate', '--check')).toMatchObject({ complaints: expect.stringContaining('is at 7') });
});

test('a backup is for the eyes of its owner, complete or not there', async () => {
  const database = await using(grown.open());
  const path = join(dir, 'backup.tar');
  const { printed } = await run(database, 'backup', path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(printed).toMatch(/\d+ tables with \d+ rows.*keep it as you keep a password/s);
  expect(printed).toContain('The secret of the server is not in it: DATA_DIR has none.');
  const stop = AbortSignal.abort(new Error('Stopped by SIGINT.'));
  const env = { DATABASE_URL: database.url, DATA_DIR: dir };
  const stopped = await commandLine(['backup', join(dir, 'other.tar')], { env, signal: stop });
  expect(stopped).toMatchObject({ exitCode: 1, complaints: 'Stopped by SIGINT.' });
  expect(await readdir(dir)).toEqual(['backup.tar']);
});

test('a backup is not begun where there is no room for it, and its size can be asked for', async () => {
  const database = await using(grown.open());
  const size = async () => Number((await run(database, 'backup', 'size')).printed);
  const before = await size();
  await run(database, 'backup', join(dir, 'small.tar'));
  expect(before).toBeGreaterThan((await stat(join(dir, 'small.tar'))).size);
  expect(before).toBeLessThan(100_000_000);

  // A file of holes: larger than the disk that it lies on.
  const { bavail, bsize } = await statfs(dataDir);
  await mkdir(join(dataDir, 'recordings'));
  await writeFile(join(dataDir, 'recordings', 'show.mp3'), '');
  await truncate(join(dataDir, 'recordings', 'show.mp3'), bavail * bsize);
  expect(await size()).toBeGreaterThan(bavail * bsize);
  expect(await run(database, 'backup', join(dir, 'large.tar'))).toMatchObject({
    exitCode: 1,
    complaints: expect.stringMatching(
      /^The backup takes about \d+\.\d GB, and \S+ has \d+\.\d GB free; 1\.0 GB of them/,
    ),
  });
  expect(await run(database, 'backup', join(dir, 'missing', 'it.tar'))).toMatchObject({
    exitCode: 1,
    complaints: expect.stringContaining(`There is no folder ${join(dir, 'missing')}`),
  });
  expect(await readdir(dir)).toEqual(['small.tar']);
});

test('a backup goes through a pipe as well, and not onto a terminal', async () => {
  const database = await using(grown.open());
  const env = { DATABASE_URL: database.url, DATA_DIR: dir };
  const piped = await commandLine(['backup', '-'], { env });
  expect(piped).toMatchObject({
    exitCode: 0,
    printed: '',
    complaints: expect.stringContaining('The backup is written'),
  });
  const path = join(dir, 'piped.tar');
  await writeFile(path, piped.output);
  expect(await run(database, 'backup', 'verify', path)).toMatchObject({
    exitCode: 0,
    printed: expect.stringContaining('is whole'),
  });
  expect(await commandLine(['backup', '-'], { env, isTerminal: true })).toMatchObject({ exitCode: 1 });
});

test('settings that are wrong are told all at once, and nothing is tried', async () => {
  const env = { NODE_ENV: 'production', PORT: 'eighty' };
  const { exitCode, complaints } = await commandLine(['config', 'check'], { env });
  expect(exitCode).toBe(1);
  for (const name of ['PORT', 'DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'SESSION_SECRET', 'PUBLIC_URL'])
    expect(complaints).toContain(`\n  - ${name} must be`);
});

test('what the settings name is tried, within seconds', async () => {
  const database = await using(openTestDatabase());
  const good = { DATABASE_URL: database.url, DATA_DIR: dir, REDIS_URL: inject('testRedisUrl') };
  const { exitCode, printed } = await commandLine(['config', 'check'], {
    env: { ...good, LIVESTREAMER_AUDIO_GRACE: '1' },
  });
  expect(exitCode).toBe(0);
  expect(printed).toMatch(/warning +Settings +LIVESTREAMER_AUDIO_GRACE is set, but there is no such setting/);
  expect(printed).toMatch(/ok +PostgreSQL +answers; the database is at migration \d+, with 0 pending/);
  expect(printed).toMatch(/ok +Redis +answers/);

  const env = {
    ...good,
    DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:1/radio',
    REDIS_URL: 'redis://127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
  };
  const bad = await commandLine(['config', 'check'], { env });
  expect(bad).toMatchObject({ exitCode: 1, complaints: '3 checks failed.' });
  expect(bad.printed).toMatch(/failed +PostgreSQL.*127\.0\.0\.1:1.*failed +Redis.*failed +Mail/s);
  expect(bad.printed).not.toContain('secret');
});

test('all settings are printed, and so is the help', async () => {
  const { printed } = await commandLine(['config', 'docs'], { env: {} });
  for (const { name } of Object.values(SETTINGS)) expect(printed).toContain(`| \`${name}\` |`);
  const help = await commandLine(['--help'], { env: {} });
  expect(help.exitCode).toBe(0);
  for (const name of ['start', 'migrate', 'config', 'user', 'backup', 'restore', 'doctor'])
    expect(help.printed).toContain(name);
});

test.each([['nonsense'], ['backup'], ['user', 'create', 'x'], ['migrate', '--force'], ['start', 'now']])(
  '%s … is no command line, which ends with 2',
  async (...args) => {
    const { exitCode, complaints } = await commandLine(args, { env: {} });
    expect(exitCode).toBe(2);
    expect(complaints).toContain('error:');
  },
);

test('a DATA_DIR without a database is told, and none is made there', async () => {
  const { exitCode, complaints } = await commandLine(['backup', join(dir, 'x.tar')], {
    env: { DATA_DIR: join(dir, 'typo') },
  });
  expect(exitCode).toBe(1);
  expect(complaints).toContain(`There is no database in ${join(dir, 'typo', 'postgres')}`);
  expect(await readdir(dir)).toEqual([]);
});
