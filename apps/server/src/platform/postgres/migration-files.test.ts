import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMigrationFiles } from './migration-files.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-migrations-'));
});
afterEach(() => rm(dir, { recursive: true }));

const write = async (...names: string[]): Promise<void> => {
  for (const name of names) await writeFile(join(dir, name), `-- ${name}`);
};

test('files are read in the order of their numbers', async () => {
  await write('0002-more.sql', '0001-accounts.sql');
  expect(await readMigrationFiles(dir)).toEqual([
    {
      number: 1,
      name: 'accounts',
      statements: '-- 0001-accounts.sql',
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      oldestProgram: 0,
    },
    { number: 2, name: 'more', statements: '-- 0002-more.sql', checksum: expect.any(String), oldestProgram: 0 },
  ]);
});

test.each([
  ['a name that is not like the others', ['0001-accounts.sql', 'notes.txt'], 'notes.txt is not named like'],
  ['a number that is missing', ['0001-accounts.sql', '0003-late.sql'], '0003-late.sql should have the number 2'],
  ['a number that is taken twice', ['0001-accounts.sql', '0001-both.sql'], '0001-both.sql should have the number 2'],
])('%s is refused', async (_, names, message) => {
  await write(...names);
  await expect(readMigrationFiles(dir)).rejects.toThrow(message);
});

test("the server's own migrations are in order", async () => {
  const files = await readMigrationFiles(fileURLToPath(new URL('../../../migrations', import.meta.url)));
  expect(files[0]).toMatchObject({ number: 1, name: 'accounts' });
});

test('a migration may say which programs it leaves behind', async () => {
  await writeFile(join(dir, '0001-leaves.sql'), '-- Why.\n-- oldest program: 1\ndrop table it;\n');
  expect(await readMigrationFiles(dir)).toMatchObject([{ oldestProgram: 1 }]);
});
