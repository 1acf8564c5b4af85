import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, expect, test } from 'vitest';
import { createGrownDatabases, MIGRATIONS_DIR } from '../../../testing/grown-database.ts';
import { openTestDatabase } from '../../../testing/test-database.ts';
import { silentLogger } from '../index.ts';
import { migrateJobs } from '../jobs/index.ts';
import { migrationState } from './migrate.ts';
import { createPostgresPart } from './postgres-part.ts';

const grown = createGrownDatabases();
afterAll(grown.close);

const serverOn = (url: string) => {
  const warnings: string[] = [];
  const log = { ...silentLogger, warn: (_: object, sentence: string) => void warnings.push(sentence) };
  const part = createPostgresPart({
    url,
    embeddedDir: '/nowhere',
    migrationsDir: MIGRATIONS_DIR,
    clock,
    log,
    announce: () => undefined,
  });
  const start = async (): Promise<void> => {
    await part.start?.();
    await migrateJobs({ url, log });
  };
  return { start, stop: async () => part.stop?.(), warnings };
};

test.each([
  ['empty', () => openTestDatabase({ migrated: false })],
  ['of an earlier version, with rows in it', () => grown.open(6)],
])('three servers start at the same time on a database that is %s, and all of them do', async (_, open) => {
  const database = await open();
  const servers = [1, 2, 3].map(() => serverOn(database.url));
  try {
    await Promise.all(servers.map(({ start }) => start()));
    expect((await migrationState(database.sql, MIGRATIONS_DIR)).pending).toEqual([]);
  } finally {
    for (const { stop } of servers) await stop();
    await database.close();
  }
});

test('before a database with something in it is changed, the log says how to make a backup; otherwise it does not', async () => {
  const database = await grown.open(6);
  for (const told of [[expect.stringContaining('livestreamer-server migrate --backup <file>')], []]) {
    const { start, stop, warnings } = serverOn(database.url);
    await start();
    await stop();
    expect(warnings).toEqual(told);
  }
  await database.close();
});
