import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { shareBinaries } from './shared-binaries.ts';

const privateBinaries = (): PostgresBinaries => {
  const folder = join(temporaryFolder({ mode: 0o700 }), 'native');
  mkdirSync(join(folder, 'bin'), { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, 'lib'), { mode: 0o700 });
  writeFileSync(join(folder, 'bin', 'postgres'), 'program', { mode: 0o700 });
  writeFileSync(join(folder, 'lib', 'libpq.so.5.18'), 'library', { mode: 0o600 });
  symlinkSync('libpq.so.5.18', join(folder, 'lib', 'libpq.so'));
  return { folder, version: '18.4.0', major: '18' };
};

describe('the shared copy of the binaries', () => {
  it('can be entered and read by everybody, even when the originals cannot', async () => {
    const copy = await shareBinaries(privateBinaries(), temporaryFolder({ mode: 0o755 }));
    expect(statSync(copy).mode & 0o777).toBe(0o755);
    expect(statSync(join(copy, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
    expect(statSync(join(copy, 'lib', 'libpq.so.5.18')).mode & 0o777).toBe(0o644);
    expect(readFileSync(join(copy, 'lib', 'libpq.so'), 'utf8')).toBe('library');
  });

  it('takes no room where readable originals can be linked', async () => {
    const binaries = privateBinaries();
    chmodSync(join(binaries.folder, 'bin', 'postgres'), 0o755);
    const copy = await shareBinaries(binaries, temporaryFolder({ mode: 0o755 }));
    expect(statSync(join(copy, 'bin', 'postgres')).ino).toBe(statSync(join(binaries.folder, 'bin', 'postgres')).ino);
  });

  it('is made once, and made anew when a part of it is gone', async () => {
    const binaries = privateBinaries();
    const parent = temporaryFolder({ mode: 0o755 });
    const copy = await shareBinaries(binaries, parent);
    const first = statSync(copy).ino;
    expect(statSync(await shareBinaries(binaries, parent)).ino).toBe(first);

    rmSync(join(copy, 'lib', 'libpq.so.5.18'));
    expect(await shareBinaries(binaries, parent)).toBe(copy);
    expect(readFileSync(join(copy, 'lib', 'libpq.so'), 'utf8')).toBe('library');
  });

  it('is whole for each of several that make it at once, and nothing is left beside it', async () => {
    const binaries = privateBinaries();
    const parent = temporaryFolder({ mode: 0o755 });
    const copies = await Promise.all(Array.from({ length: 8 }, () => shareBinaries(binaries, parent)));
    expect(new Set(copies).size).toBe(1);
    expect(readFileSync(join(copies[0] ?? '', 'lib', 'libpq.so'), 'utf8')).toBe('library');
    expect(readdirSync(parent)).toHaveLength(1);
  });

  it('is not made where somebody else could have put programs of theirs', async () => {
    const binaries = privateBinaries();
    const parent = temporaryFolder({ mode: 0o755 });
    const copy = await shareBinaries(binaries, parent);
    chmodSync(copy, 0o777);
    await expect(shareBinaries(binaries, parent)).rejects.toThrow(/somebody else/);
  });

  it('is replaced when one of its programs can be changed by others', async () => {
    const binaries = privateBinaries();
    const parent = temporaryFolder({ mode: 0o755 });
    const copy = await shareBinaries(binaries, parent);
    chmodSync(join(copy, 'bin', 'postgres'), 0o777);
    await shareBinaries(binaries, parent);
    expect(statSync(join(copy, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
  });
});
