import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDisk } from './disk.ts';

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'disk-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

test('a disk that can be written to is well, and nothing is left there', async () => {
  const dir = folder();
  await createDisk({ dir }).check();
  expect(readdirSync(dir)).toEqual([]);
});

test('a folder that is not there yet is made', async () => {
  const dir = join(folder(), 'data');
  await createDisk({ dir }).check();
  expect(existsSync(dir)).toBe(true);
});

test('a disk that cannot be written to says so without its path', async () => {
  const dir = join(folder(), 'a-file');
  writeFileSync(dir, '');
  const problem: unknown = await createDisk({ dir })
    .check()
    .catch((error: unknown) => error);
  expect(problem).toMatchObject({ name: 'DependencyProblem', message: expect.stringMatching(/^cannot be written to/) });
  expect(String(problem)).not.toContain(dir);
});

test('a disk with too little room says how much is left', async () => {
  const disk = createDisk({ dir: folder(), neededBytes: Number.MAX_SAFE_INTEGER });
  await expect(disk.check()).rejects.toThrow(/^has only \d+ MB left for DATA_DIR; it needs \d+$/);
});

test('its figures are those of the file system', async () => {
  const { freeBytes, totalBytes } = await createDisk({ dir: folder() }).figures();
  expect(freeBytes).toBeGreaterThan(0);
  expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
});
