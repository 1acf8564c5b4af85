import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, runQuietly } from './quiet-command.mjs';
import { isStamped, stamp, unstamp } from './ready-stamp.mjs';

/** Shared by all that is built. */
const GROUND = ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json', 'packages'];

const PARTS = [
  {
    name: 'programs',
    sources: [...GROUND, 'apps/server', 'apps/source'],
    outputs: ['apps/server/dist/main.js', 'apps/source/dist/main.js'],
    build: (root, whole) =>
      runQuietly({
        title: 'Building the server and the source client',
        advice: 'Correct what TypeScript says above.',
        command: process.execPath,
        // With --force also what TypeScript's own notes call up to date: the outputs may have been removed since.
        args: [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...(whole ? ['--force'] : [])],
        cwd: root,
      }),
  },
  {
    name: 'web',
    sources: [...GROUND, 'apps/web'],
    outputs: ['apps/web/dist/index.html'],
    build: async (root) => {
      if (!existsSync(join(root, 'apps/web/index.html'))) {
        throw new Refusal('The web client cannot be built: apps/web/index.html is missing. Is the clone complete?');
      }
      await runQuietly({
        title: 'Building the web client',
        advice: 'Correct what Vite says above.',
        command: process.execPath,
        args: [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
        cwd: join(root, 'apps/web'),
      });
    },
  },
];

/** The parts whose sources changed since they were built, or whose outputs are gone. */
export const staleBuilds = (root) =>
  PARTS.filter((part) => !hasOutputs(root, part) || !isStamped(root, part.name, fingerprintOf(root, part.sources)));

export const build = async (root, part) => {
  // Taken before: a file that changes during the build makes it stale again.
  const fingerprint = fingerprintOf(root, part.sources);
  unstamp(root, part.name);
  await part.build(root, !hasOutputs(root, part));
  stamp(root, part.name, fingerprint);
};

const hasOutputs = (root, { outputs }) => outputs.every((output) => existsSync(join(root, output)));

/** Tells apart two states of some files and folders by names, sizes and times of change. */
const fingerprintOf = (root, paths) => {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) addTo(hash, join(root, path));
  return hash.digest('hex');
};

const IGNORED = new Set(['node_modules', 'dist', 'coverage', 'testing', 'artifacts']);

const addTo = (hash, path) => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      if (!IGNORED.has(name) && !/(\.tsbuildinfo|\.test\.tsx?)$/.test(name)) addTo(hash, join(path, name));
    }
  } else if (stats) hash.update(`${path}\n${stats.size} ${stats.mtimeMs}\n`);
};
