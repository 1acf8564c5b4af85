import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { failedWith } from './file-errors.ts';

/**
 * As whom PostgreSQL runs: it refuses to be root, and the files of a cluster must be its own.
 * - `self`: an ordinary user, who also runs this program.
 * - `other`: this program is root and gives the files to somebody who is not.
 * - `namespace`: this program is root but may not change user (a container that knows root only, a file system without owners):
 *   in a user namespace of its own PostgreSQL sees itself and the files as nobody's, while outside both stay root's.
 */
export type PostgresOwner = { kind: 'self' } | { kind: 'other'; uid: number; gid: number } | { kind: 'namespace' };

/** `nobody` and its group on every Linux; owns nothing else on a well-kept machine. */
const NOBODY = 65_534;

/** Decides who owns `folder` (a cluster's) and sees to it that the files in it are theirs. */
export const settleOwner = async (folder: string): Promise<PostgresOwner> => {
  const me = process.getuid?.();
  if (me === undefined) return { kind: 'self' };
  const { uid, gid } = await stat(folder);
  if (me !== 0) {
    if (uid === me) return { kind: 'self' };
    throw new EmbeddedPostgresError(
      `The database in ${folder} belongs to the user with id ${uid}, but this program runs as ${me}. Start it as that user (0 is root), or give the folder away with: chown -R ${me} ${folder}`,
    );
  }
  if (process.platform !== 'linux') {
    throw new EmbeddedPostgresError(
      'The embedded PostgreSQL does not run for root on this system. Start as an ordinary user, or set DATABASE_URL.',
    );
  }
  if (uid !== 0) return { kind: 'other', uid, gid };
  return (await giveAway(folder)) ? { kind: 'other', uid: NOBODY, gid: NOBODY } : { kind: 'namespace' };
};

/** Makes `path` belong to whom PostgreSQL runs as. */
export const giveTo = async (owner: PostgresOwner, path: string): Promise<void> => {
  if (owner.kind === 'other') await lchown(path, owner.uid, owner.gid);
};

/** How the cluster's folder is called on PostgreSQL's command line; the process is started inside it. */
export const clusterArgument = (owner: PostgresOwner, pgdata: string): string =>
  // A folder above may be closed to them (a private home, 0700). The working directory, entered before the user changes, needs
  // no look at the folders above; and /proc/self/cwd is an absolute path, so PostgreSQL does not try to resolve it (proc(5)).
  owner.kind === 'self' ? pgdata : '/proc/self/cwd';

/** Starts a program of PostgreSQL as its owner, with no more of our environment than it needs. */
export const spawnAs = (
  owner: PostgresOwner,
  { executable, args, ...options }: SpawnOptions & { executable: string; args: readonly string[] },
): ChildProcess => {
  const env = { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
  if (owner.kind === 'namespace') {
    return spawn('unshare', ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, executable, ...args], {
      ...options,
      env,
    });
  }
  const identity = owner.kind === 'other' ? { uid: owner.uid, gid: owner.gid } : {};
  return spawn(executable, args, { ...options, ...identity, env });
};

/** Whether everything in and at `path` could be given to `nobody`. */
const giveAway = async (path: string): Promise<boolean> => {
  try {
    // The folder itself last: whoever is killed on the way finds it still root's, and begins again.
    for (const entry of await readdir(path, { recursive: true })) await lchown(join(path, entry), NOBODY, NOBODY);
    await lchown(path, NOBODY, NOBODY);
    return (await stat(path)).uid === NOBODY;
  } catch (error) {
    if (failedWith(error, 'EINVAL', 'EPERM', 'ENOSYS', 'ENOTSUP', 'EROFS')) return false;
    throw error;
  }
};
