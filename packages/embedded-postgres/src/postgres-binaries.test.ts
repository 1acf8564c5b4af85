import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findBinaries, mendLibraryLinks } from './postgres-binaries.ts';

it('says what to do when npm has no PostgreSQL for the platform', async () => {
  await expect(findBinaries({ platform: 'sunos', arch: 'sparc' })).rejects.toThrow(/sunos on sparc.*set DATABASE_URL/);
});

it('finds the PostgreSQL of this platform with its major version', async () => {
  const { folder, version, major } = await findBinaries(process);
  expect(readFileSync(join(folder, 'share', 'postgresql', 'postgres.bki'), 'utf8')).toMatch(`# PostgreSQL ${major}`);
  expect(version.startsWith(`${major}.`)).toBe(true);
});

it('makes the library links that an install without scripts left out, wherever the folder is, and keeps the others', async () => {
  const folder = temporaryFolder({ mode: 0o700 });
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'lib', 'libpq.so.5.18'), 'the library');
  writeFileSync(join(folder, 'lib', 'libpq.so'), 'a file of its own');
  const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }));
  writeFileSync(join(folder, 'pg-symlinks.json'), JSON.stringify(links));

  await mendLibraryLinks(folder);

  expect(lstatSync(join(folder, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'lib', 'libpq.so.5'), 'utf8')).toBe('the library');
  expect(readFileSync(join(folder, 'lib', 'libpq.so'), 'utf8')).toBe('a file of its own');
});
