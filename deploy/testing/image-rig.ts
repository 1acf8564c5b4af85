import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyContext, ignoredBy } from './docker-ignore.ts';
import { type BuiltImage, buildImage } from './image-build.ts';
import { type Mount, runInRoot, spawnInRoot } from './image-root.ts';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

const STOP_WITHIN_MS = 20_000;

/** A folder for everything, with the context that an engine would be sent. */
export interface ImageRig {
  readonly folder: string;
  /** Builds a Dockerfile of `deploy/images`, changed first if a test wants that. */
  build(name: string, change?: (text: string) => string): Promise<BuiltImage>;
  close(): void;
}

/**
 * What `npm ci` made of this very lockfile in this repository. It stands for the `npm ci` of the stage that only builds; the one for the
 * packages of the image is run. `deploy/scripts/build-without-engine.sh` runs both.
 */
const INSTALLED: readonly Mount[] = ['node_modules', 'apps/source/node_modules'].map((path) => ({
  from: join(REPOSITORY, path),
  at: `/build/${path}`,
  // Vite writes its configuration, compiled, into it for a moment.
  writable: true,
}));
const NPM_CI_OF_ALL = 'npm ci --no-audit --no-fund';

export const openImageRig = ({ isWhole = false } = {}): ImageRig => {
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-image-'));
  const context = join(folder, 'context');
  const isIgnored = ignoredBy(readFileSync(join(REPOSITORY, '.dockerignore'), 'utf8'));
  copyContext({ root: REPOSITORY, into: context, isIgnored });
  let builds = 0;
  return {
    folder,
    build: async (name, change = (text) => text) => {
      builds += 1;
      const work = join(folder, `build-${builds}`);
      mkdirSync(work);
      return buildImage({
        dockerfile: change(readFileSync(join(REPOSITORY, 'deploy/images', name), 'utf8')),
        context,
        work,
        // npm's settings and its cache, as a machine that builds images has them too.
        mounts: [{ from: homedir(), at: '/root', writable: true }],
        env: new Map([
          ['HOME', '/root'],
          ['npm_config_prefer_offline', 'true'],
        ]),
        standsFor: (command) => (command === NPM_CI_OF_ALL && !isWhole ? INSTALLED : null),
      });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** How Compose would run an image, with what a test has to have otherwise: ports of its own, on loopback. */
interface Running {
  readonly image: BuiltImage;
  readonly environment: Readonly<Record<string, string | number>>;
  /** What is mounted, beside `/tmp`: nothing else can be written. */
  readonly mounts: readonly Mount[];
}

export interface Container {
  /** What the program has printed. */
  output(): string;
  /** Runs the health check of the image; true: healthy. */
  isHealthy(): Promise<boolean>;
  /** SIGTERM, or what the image asks for; resolves to the exit code, or the signal that ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
  readonly process: ChildProcess;
}

const runOf = ({ image, environment, mounts }: Running, command: readonly string[]) => ({
  root: image.root,
  cwd: image.cwd,
  env: new Map([...image.env, ...Object.entries(environment).map(([name, value]) => [name, String(value)] as const)]),
  mounts,
  hardenedAs: image.user,
  command,
});

export const startContainer = (running: Running): Container => {
  const { image } = running;
  const child = spawnInRoot(runOf(running, [...image.entrypoint, ...image.command]), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const pipe of [child.stdout, child.stderr]) pipe?.on('data', (chunk: Buffer) => output.push(chunk));
  const exit = once(child, 'exit').then(([code, signal]): number | string => code ?? signal);
  return {
    process: child,
    output: () => Buffer.concat(output).toString(),
    isHealthy: () =>
      runInRoot(runOf(running, image.healthCheck), 10_000).then(
        () => true,
        () => false,
      ),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      const end = await exit;
      clearTimeout(late);
      return end;
    },
  };
};

/** `docker compose run --rm commands …`: what it printed. */
export const runCommandIn = (running: Running, args: readonly string[]): Promise<string> =>
  runInRoot(runOf(running, [...running.image.entrypoint, ...args]), 60_000);

/** A volume for the image's folder, owned as the engine would make it. */
export const makeVolume = (rig: ImageRig, image: BuiltImage, at: string): Mount => {
  const from = mkdtempSync(join(rig.folder, 'volume-'));
  if (existsSync(join(image.root, at))) execFileSync('cp', ['--archive', `${join(image.root, at)}/.`, from]);
  return { from, at, writable: true };
};
