import {
  chmod,
  copyFile,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { failedWith, unlessMissing } from './file-errors.ts';
import { mendLibraryLinks, type PostgresBinaries, tryBinaries } from './postgres-binaries.ts';
import type { PostgresOwner } from './postgres-owner.ts';

/**
 * The folder to run the binaries from: where npm put them, or, when the owner cannot enter there (root's clone in a private home),
 * a copy in a temporary folder that everybody can enter. Throws a sentence when neither runs.
 */
export const placeBinaries = async (binaries: PostgresBinaries, owner: PostgresOwner): Promise<string> => {
  await mendLibraryLinks(binaries.folder);
  const problems: string[] = [];
  const runsIn = async (folder: string): Promise<boolean> => {
    const result = await tryBinaries(owner, folder);
    if (result !== 'run') problems.push(`${folder}: ${result === 'closed' ? 'permission denied' : result.problem}`);
    if (typeof result === 'object') throw cannotRun(owner, problems);
    return result === 'run';
  };
  if (await runsIn(binaries.folder)) return binaries.folder;
  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    const copy = await shareBinaries(binaries, parent).catch((error: unknown) => {
      problems.push(String(error));
      return null;
    });
    if (copy !== null && (await runsIn(copy))) return copy;
  }
  throw cannotRun(owner, problems);
};

/**
 * Keeps a copy of the binaries under `parent` that everybody may enter and only we may change; hard links where the file system
 * allows. Safe when several programs do it at once: it is built aside and moved into place whole. Gives the copy's folder.
 */
export const shareBinaries = async (binaries: PostgresBinaries, parent: string): Promise<string> => {
  const place = join(parent, `livestreamer-postgres-${binaries.version}-${process.getuid?.() ?? 0}`);
  const there = await unlessMissing(lstat(place));
  if (there && !isOursAlone(there)) throw new EmbeddedPostgresError(`${place} is somebody else's`);
  if (await isWholeCopy(binaries.folder, place)) return place;
  const aside = await mkdtemp(`${place}-`);
  try {
    const made = join(aside, 'made');
    await copyTree(binaries.folder, made);
    await mendLibraryLinks(made);
    for (let turn = 0; turn < 10; turn += 1) {
      if (await movedTo(made, place)) return place;
      // Somebody else was faster, or what is there is damaged.
      if (await isWholeCopy(binaries.folder, place)) return place;
      await movedTo(place, join(aside, `damaged-${turn}`));
    }
    throw new EmbeddedPostgresError(`${place} is changed again and again by other programs`);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
};

/** Whether all of `source` is in `copy`, and nobody but us could have changed it: a temporary folder is open to all. */
const isWholeCopy = async (source: string, copy: string): Promise<boolean> => {
  const there = await unlessMissing(lstat(copy));
  if (!there?.isDirectory() || !isOursAlone(there)) return false;
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(copy, entry.name);
    if (entry.isDirectory()) {
      if (!(await isWholeCopy(from, to))) return false;
      continue;
    }
    const [want, have] = await Promise.all([lstat(from), unlessMissing(lstat(to))]);
    if (!have || have.size !== want.size || have.isSymbolicLink() !== want.isSymbolicLink()) return false;
    if (!have.isSymbolicLink() && !isOursAlone(have)) return false;
  }
  return true;
};

const copyTree = async (from: string, to: string): Promise<void> => {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await linkOrCopy(source, target);
  }
};

const linkOrCopy = async (source: string, target: string): Promise<void> => {
  const from = await stat(source);
  const wantedMode = from.mode & 0o100 ? 0o755 : 0o644;
  if (isOursAlone(from) && (from.mode & 0o777 & wantedMode) === wantedMode) {
    const linked = await link(source, target).then(
      () => true,
      () => false,
    );
    if (linked) return;
  }
  await copyFile(source, target);
  await chmod(target, wantedMode);
};

const isOursAlone = ({ uid, mode }: { uid: number; mode: number }): boolean =>
  uid === (process.getuid?.() ?? uid) && (mode & 0o022) === 0;

/** Moves a folder; gives false when there is none, or when another is in its place. */
const movedTo = async (from: string, to: string): Promise<boolean> => {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (failedWith(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST')) return false;
    throw error;
  }
};

const cannotRun = (owner: PostgresOwner, problems: readonly string[]): EmbeddedPostgresError => {
  const why =
    owner.kind === 'namespace'
      ? 'PostgreSQL refuses to run as root, and here root can neither give files to another user nor make a user namespace'
      : 'The PostgreSQL from npm cannot be run here; it needs glibc 2.27 or newer and, in a private folder, a temporary folder that may hold programs';
  return new EmbeddedPostgresError(`${why} (${problems.join('; ')}). Set DATABASE_URL to a PostgreSQL of your own.`);
};
