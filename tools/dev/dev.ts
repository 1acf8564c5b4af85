import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run dev`: the server from its sources, restarted at every change, and the web client with hot reload in front of it. What stands behind `--` is for Vite. */

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

const run = (command: string, args: readonly string[], cwd: string): ChildProcess =>
  spawn(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, DATA_DIR: process.env['DATA_DIR'] ?? `${REPOSITORY}/.data/dev` },
  });

const programs = [
  run(
    process.execPath,
    [
      '--import',
      'tsx',
      '--watch',
      '--watch-preserve-output',
      '--conditions=livestreamer-source',
      'apps/server/src/main.ts',
    ],
    REPOSITORY,
  ),
  run(
    process.execPath,
    [`${REPOSITORY}/node_modules/vite/bin/vite.js`, ...process.argv.slice(2)],
    `${REPOSITORY}/apps/web`,
  ),
];

/** When one ends, or Ctrl-C is pressed, both end. */
const stopAll = (): void => {
  for (const program of programs) program.kill('SIGTERM');
};
for (const program of programs) program.once('exit', stopAll);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopAll);
