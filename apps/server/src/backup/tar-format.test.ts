import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTarHeader, tarHeader } from './tar-format.ts';
import { createTarWriting } from './tar-writing.ts';

const tarOf = async (files: readonly { name: string; bytes: number; content: Buffer }[]) => {
  const written: Buffer[] = [];
  const tar = createTarWriting({ write: async (bytes) => void written.push(Buffer.from(bytes)), madeAtMs: 0 });
  for (const { name, bytes, content } of files)
    await tar.add({ name, bytes, modifiedAtMs: 1_700_000_000_000 }, [content]);
  await tar.end();
  return { bytes: Buffer.concat(written), entries: tar.entries, size: tar.bytes() };
};

test('the tar of every system unpacks it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livestreamer-tar-'));
  const contents = {
    'empty.txt': Buffer.alloc(0),
    'folder/odd.bin': Buffer.alloc(513, 3),
    [`${'n'.repeat(96)}.txt`]: Buffer.alloc(512, 4),
  };
  const files = Object.entries(contents).map(([name, content]) => ({ name, bytes: content.length, content }));
  const { bytes, size } = await tarOf(files);
  expect(bytes.length).toBe(size);
  writeFileSync(join(dir, 'it.tar'), bytes);
  execFileSync('tar', ['xf', 'it.tar'], { cwd: dir });
  for (const [name, content] of Object.entries(contents)) {
    expect(readFileSync(join(dir, name)).equals(content), name).toBe(true);
    expect(statSync(join(dir, name)).mtimeMs).toBe(1_700_000_000_000);
  }
  rmSync(dir, { recursive: true });
});

test('a file that grew is cut at the size that was announced, and behind one that was cut stand zeros that belong to nothing', async () => {
  const { bytes, entries } = await tarOf([
    { name: 'grew', bytes: 4, content: Buffer.from('more than four') },
    { name: 'shrank', bytes: 1_000, content: Buffer.from('short') },
    { name: 'last', bytes: 4, content: Buffer.from('last') },
  ]);
  const sum = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(entries.map(({ name, bytes: size, sha256 }) => [name, size, sha256])).toEqual([
    ['grew', 4, sum('more')],
    ['shrank', 5, sum('short')],
    ['last', 4, sum('last')],
  ]);
  // A header, and what it announces, in blocks of 512 bytes.
  const last = (1 + 1 + 1 + 2) * 512;
  expect(readTarHeader(bytes.subarray(last, last + 512))).toMatchObject({ name: 'last', bytes: 4 });
});

test.each([0, 1, 8_589_934_591, 8_589_934_592, 2 ** 45])('a size of %i bytes is read as it was written', (bytes) => {
  expect(readTarHeader(tarHeader({ name: 'large.mp3', bytes, modifiedAtMs: 12_000 }))).toEqual({
    name: 'large.mp3',
    bytes,
    modifiedAtMs: 12_000,
  });
});

test('a header with a bit turned over is none, and neither is a name that does not fit', () => {
  const header = tarHeader({ name: 'a', bytes: 1, modifiedAtMs: 0 });
  header.writeUInt8(header.readUInt8(0) ^ 1, 0);
  expect(() => readTarHeader(header)).toThrow('damaged');
  for (const name of ['', 'n'.repeat(101), 'with space', 'ümlaut'])
    expect(() => tarHeader({ name, bytes: 0, modifiedAtMs: 0 })).toThrow('does not fit');
});
