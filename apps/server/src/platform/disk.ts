import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dependency, DependencyProblem } from './dependency.ts';

/** Room on the disk of a folder, in bytes. */
export interface DiskFigures {
  /** For programs that are not root. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** The disk that the server keeps its files on. */
export interface Disk extends Dependency {
  figures(): Promise<DiskFigures>;
}

interface DiskOptions {
  readonly dir: string;
  /** With less room it is not well. */
  readonly neededBytes?: number;
}

/** Below this nothing that writes goes on for long: PostgreSQL alone takes files of 16 MB. */
const NEEDED_BYTES = 64 * 1024 * 1024;
const MB = 1_000_000;

export const createDisk = ({ dir, neededBytes = NEEDED_BYTES }: DiskOptions): Disk => {
  /** Within DATA_DIR, and gone a moment later. */
  const probe = join(dir, '.written-to-see-whether-that-works');

  const figures = async (): Promise<DiskFigures> => {
    const { bavail, bsize, blocks } = await statfs(dir);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  };

  return {
    name: 'disk',
    figures,
    check: async () => {
      try {
        await mkdir(dir, { recursive: true });
        await writeFile(probe, 'x');
        await rm(probe, { force: true });
      } catch (error) {
        const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
        throw new DependencyProblem(`cannot be written to, in DATA_DIR (${String(code)})`, { cause: error });
      }
      const { freeBytes } = await figures();
      if (freeBytes >= neededBytes) return;
      throw new DependencyProblem(
        `has only ${Math.floor(freeBytes / MB)} MB left for DATA_DIR; it needs ${Math.ceil(neededBytes / MB)}`,
      );
    },
  };
};
