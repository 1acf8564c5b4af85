import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listKeptFiles } from './kept-files.ts';

const SHOW = '0198c6c2-5c1d-7d13-8f6d-3f1f0c2f7d11';

let dir: string;
let dataDir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'livestreamer-kept-'));
  dataDir = join(dir, 'data');
  await mkdir(join(dataDir, 'pictures'), { recursive: true });
});
afterEach(() => rm(dir, { recursive: true }));

test('recordings that lie on another disk are kept, whether the folder is a link or one of its files', async () => {
  const disk = join(dir, 'disk');
  await mkdir(join(disk, 'recordings'), { recursive: true });
  await writeFile(join(disk, 'recordings', `${SHOW}-001.mp3`), 'audio');
  await writeFile(join(disk, `${SHOW}-002.mp3`), 'audio');
  await symlink(join(disk, `${SHOW}-002.mp3`), join(disk, 'recordings', `${SHOW}-002.mp3`));
  await symlink(join(disk, 'recordings'), join(dataDir, 'recordings'));
  expect(await listKeptFiles(dataDir)).toEqual({
    paths: [`recordings/${SHOW}-001.mp3`, `recordings/${SHOW}-002.mp3`],
    others: [],
  });
});

test('a disk that is not there is no empty folder', async () => {
  await symlink(join(dir, 'gone'), join(dataDir, 'recordings'));
  await expect(listKeptFiles(dataDir)).rejects.toThrow('recordings is a link that leads nowhere. Is the disk there?');
});

test('a DATA_DIR that is not there is no empty one', async () => {
  await expect(listKeptFiles(join(dir, 'other'))).rejects.toThrow(`There is no folder ${join(dir, 'other')}.`);
});
