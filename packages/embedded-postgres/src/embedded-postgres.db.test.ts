import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addNote, notes, pidFileOf, startPostgres, withSql } from '../testing/started-postgres.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

it('makes a database that knows Unicode and Russian words, says so once, and keeps its rows over a restart', async () => {
  const dataDir = join(temporaryFolder({ mode: 0o755 }), 'made', 'when', 'missing');
  const progress: string[] = [];
  const first = await startEmbeddedPostgres({ dataDir, onProgress: (sentence) => progress.push(sentence) });
  expect(first.adopted).toBe(false);
  const known = await withSql(
    first.url,
    (sql) =>
      sql`select lower('ЁЛКА') as lower, to_tsvector('russian', 'ёлки')::text as words, current_setting('fsync') as fsync`,
  );
  expect(known[0]).toEqual({ lower: 'ёлка', words: "'елк':1", fsync: 'on' });
  await addNote(first.url, 'kept');
  await first.stop();

  const second = await startEmbeddedPostgres({ dataDir, onProgress: (sentence) => progress.push(sentence) });
  expect(await notes(second.url)).toEqual(['kept']);
  await second.stop();
  expect(progress).toEqual(['Making the database. This happens once.']);
});

it('lets nobody in without the password, and listens on loopback only', async () => {
  const dataDir = temporaryFolder({ mode: 0o755 });
  const { url } = await startPostgres(dataDir);
  const wrong = new URL(url);
  wrong.password = 'guessed';
  await expect(withSql(wrong.href, (sql) => sql`select 1`)).rejects.toThrow(/password authentication failed/);
  const settings = await withSql(
    url,
    (sql) =>
      sql`select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`,
  );
  expect(settings[0]).toEqual({ addresses: '127.0.0.1', sockets: '' });
  expect(statSync(join(dataDir, 'cluster')).mode & 0o077).toBe(0);
  expect(statSync(join(dataDir, 'cluster', 'password')).mode & 0o077).toBe(0);
});

it('leaves no process and no half-made cluster, and stops twice as well as once', async () => {
  const dataDir = temporaryFolder({ mode: 0o755 });
  const started = await startPostgres(dataDir);
  await started.stop();
  await started.stop();
  expect(existsSync(pidFileOf(dataDir))).toBe(false);
  expect(readdirSync(dataDir).sort()).toEqual(['cluster', 'postgres.log']);
});

it('gives everyone who starts at once the same PostgreSQL', async () => {
  const dataDir = temporaryFolder({ mode: 0o755 });
  const all = await Promise.all([startPostgres(dataDir), startPostgres(dataDir), startPostgres(dataDir)]);
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  expect(all.filter(({ adopted }) => !adopted)).toHaveLength(1);
  expect(readdirSync(dataDir).sort()).toEqual(['cluster', 'postgres.log']);
});

it('says what to do with a database that another PostgreSQL made', async () => {
  const dataDir = temporaryFolder({ mode: 0o755 });
  await (await startPostgres(dataDir)).stop();
  writeFileSync(join(dataDir, 'cluster', 'pgdata', 'PG_VERSION'), '15\n');
  await expect(startPostgres(dataDir)).rejects.toThrow(
    /made by PostgreSQL 15, .* brings \d\d.*livestreamer-server backup/,
  );
});

it('says which folder it cannot use', async () => {
  const file = join(temporaryFolder({ mode: 0o755 }), 'file');
  writeFileSync(file, '');
  await expect(startPostgres(file)).rejects.toThrow(new RegExp(`database folder ${file} cannot be made`));
});

it('tells why PostgreSQL refused its folder', async () => {
  const dataDir = temporaryFolder({ mode: 0o755 });
  await (await startPostgres(dataDir)).stop();
  writeFileSync(join(dataDir, 'cluster', 'pgdata', 'postgresql.conf'), 'no_such_setting = 1\n');
  await expect(startPostgres(dataDir)).rejects.toThrow(
    /PostgreSQL cannot use .*file ".*postgresql\.conf" contains errors.*postgres\.log/,
  );
});
