import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { failedWith, unlessMissing } from './file-errors.ts';
import { type PostgresOwner, spawnAs } from './postgres-owner.ts';

/** A PostgreSQL to run: npm's, or one of the system. */
export interface PostgresBinaries {
  /** Holds `bin`, and npm's also `lib` and `share`. */
  readonly folder: string;
  /** Such as `18.4.0-beta.17`. */
  readonly version: string;
  /** Clusters can be used by the same major version only. */
  readonly major: string;
}

/** Finds the npm package with the binaries for a platform; throws a sentence when there is none. */
export const findBinaries = async ({
  platform,
  arch,
}: {
  platform: string;
  arch: string;
}): Promise<PostgresBinaries> => {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const root = packageFolder(name);
  const manifest = root && (await unlessMissing(readFile(join(root, 'package.json'), 'utf8')));
  const version = manifest ? /"version":\s*"([^"]+)"/.exec(manifest)?.[1] : undefined;
  if (!root || !version) {
    throw new EmbeddedPostgresError(
      `There is no PostgreSQL for ${platform} on ${arch} in node_modules (${name}). Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  return { folder: join(root, 'native'), version, major: majorOf(version) };
};

/** A PostgreSQL that is installed in `folder`. */
export const binariesIn = async (folder: string): Promise<PostgresBinaries> => {
  const { stdout } = await promisify(execFile)(programIn(folder, 'postgres'), ['--version']);
  const version = /\d[\w.]*/.exec(stdout)?.[0] ?? 'unknown';
  return { folder, version, major: majorOf(version) };
};

/** The program `initdb` or `postgres` in a folder of binaries. */
export const programIn = (folder: string, name: 'initdb' | 'postgres'): string =>
  join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/**
 * Makes the links between library versions (`libpq.so.5` …) that npm packages cannot hold. The package's install script does it too,
 * but not under `npm ci --ignore-scripts`.
 */
export const mendLibraryLinks = async (folder: string): Promise<void> => {
  const list = await unlessMissing(readFile(join(folder, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of list === null ? [] : symlinksIn(list)) {
    // Written from the package's root: native/lib/…
    const at = resolve(folder, relative('native', target));
    if (await unlessMissing(access(at).then(() => true))) continue;
    const original = relative(dirname(target), source);
    await symlink(original, at).catch((error: unknown) => {
      if (!failedWith(error, 'EEXIST', 'EACCES', 'EPERM', 'EROFS')) throw error;
    });
  }
};

/** What happens when `owner` starts the binaries: they run; or `closed`, they may not enter the folder; or a sentence of the system's. */
export const tryBinaries = async (
  owner: PostgresOwner,
  folder: string,
): Promise<'run' | 'closed' | { problem: string }> => {
  const child = spawnAs(owner, {
    executable: programIn(folder, 'postgres'),
    args: ['--version'],
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  try {
    const [code, signal] = await once(child, 'close');
    if (code === 0) return 'run';
    if (/permission denied/i.test(complaint)) return 'closed';
    return { problem: complaint.trim().split('\n')[0] || `it ended with ${code ?? signal}` };
  } catch (error) {
    if (failedWith(error, 'EACCES')) return 'closed';
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};

const majorOf = (version: string): string => version.split('.')[0] ?? version;

const packageFolder = (name: string): string | null => {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    return null;
  }
};

const symlinksIn = (json: string): { source: string; target: string }[] => {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) return [];
  return list.filter(
    (link): link is { source: string; target: string } =>
      typeof link?.source === 'string' && typeof link?.target === 'string',
  );
};
