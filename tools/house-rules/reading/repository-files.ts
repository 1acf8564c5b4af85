import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RepositoryFile } from './rule-finding.ts';

/** The folder of the repository. */
export const REPOSITORY_ROOT = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');

/** Where there is no git (a downloaded archive): folders that are made, never kept. */
const MADE_FOLDERS = new Set(['node_modules', 'dist', 'coverage', 'data', 'artifacts', 'build', '.git']);

const TEXT =
  /(?:^|\/)(?:[A-Z]+|\.[a-z.]+|Dockerfile.*|[^/]+\.(?:[cm]?[jt]sx?|json|md|scss|css|html|svg|sql|ya?ml|conf|sh|c|txt|service|example))$/;

const LIST_BYTES = 64 * 1024 * 1024;

/** Null where git is missing, or will not read a clone that somebody else owns. */
const listWithGit = (root: string): string[] | null => {
  try {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: LIST_BYTES,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return list.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  } catch {
    return null;
  }
};

const listFolder = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return MADE_FOLDERS.has(entry.name) ? [] : listFolder(root, path);
    return entry.isFile() ? [path] : [];
  });

/** Paths of everything that belongs to the repository: tracked, or new and not ignored. */
export const listRepository = (root: string): string[] =>
  ((existsSync(join(root, '.git')) ? listWithGit(root) : null) ?? listFolder(root, '')).sort();

/** The files with their text. */
export const readRepository = (root = REPOSITORY_ROOT): RepositoryFile[] =>
  listRepository(root).map((path) => ({ path, text: TEXT.test(path) ? readFileSync(join(root, path), 'utf8') : '' }));
