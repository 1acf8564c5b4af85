import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listRepository, readRepository } from './repository-files.ts';

let root = '';

const put = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'house-rules-'));
  put('README.md', '# Here');
  put('apps/server/src/main.ts', 'start();');
  put('apps/server/dist/main.js', 'start();');
  put('node_modules/x/index.js', '');
  put('docs/picture.png', 'not text');
});

afterEach(() => rmSync(root, { recursive: true }));

it('lists files without git, but not what is installed or built', () => {
  expect(listRepository(root)).toEqual(['README.md', 'apps/server/src/main.ts', 'docs/picture.png']);
});

it('asks git where there is one: tracked and new files, but not ignored or deleted ones', () => {
  put('.gitignore', 'node_modules/\ndist/\n');
  put('gone.md', '');
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  execFileSync('git', ['add', 'gone.md', 'README.md'], { cwd: root });
  rmSync(join(root, 'gone.md'));
  expect(listRepository(root)).toEqual(['.gitignore', 'README.md', 'apps/server/src/main.ts', 'docs/picture.png']);
});

it('reads the text of text files only', () => {
  const texts = new Map(readRepository(root).map(({ path, text }) => [path, text]));
  expect(texts.get('README.md')).toBe('# Here');
  expect(texts.get('docs/picture.png')).toBe('');
});
