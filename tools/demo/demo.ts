import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { playTune } from './demo-source.ts';

/** `npm run demo`: the server with a demo station that is on air with a generated tune. */

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const SERVER = join(REPOSITORY, 'apps/server/dist/main.js');
const DATA_DIR = join(REPOSITORY, '.data/demo');
const PORT = process.env['PORT'] ?? '8000';
const HOST = process.env['HOST'] ?? '127.0.0.1';
const URL_OF_SERVER = `http://127.0.0.1:${PORT}`;
const ACCOUNT = { username: 'demo', password: 'demo-demo' } as const;

/** How long the server may take to be ready; the first start makes a database. */
const READY_MS = 60_000;

const untilReady = async (isRunning: () => boolean): Promise<void> => {
  const deadline = performance.now() + READY_MS;
  while (isRunning() && performance.now() < deadline) {
    const answer = await fetch(`${URL_OF_SERVER}/ready`).catch(() => null);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error('The server did not become ready; what it printed above says why.');
};

const main = async (): Promise<void> => {
  const server = spawn(process.execPath, [SERVER], {
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own: Ctrl-C reaches the demo, which ends the show before it stops the server.
    detached: true,
    env: {
      ...process.env,
      HOST,
      PORT,
      DATA_DIR,
      ADMIN_USERNAME: ACCOUNT.username,
      ADMIN_EMAIL: 'demo@example.org',
      ADMIN_PASSWORD: ACCOUNT.password,
    },
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  void ended.then(() => stop.abort());

  try {
    await untilReady(() => server.exitCode === null);
    console.log(`\nThe demo is on air: open ${URL_OF_SERVER} and press play.`);
    console.log(`Sign in as "${ACCOUNT.username}" with the password "${ACCOUNT.password}". Ctrl-C ends it.\n`);
    await playTune({ url: URL_OF_SERVER, ...ACCOUNT, title: 'A tune that never ends', signal: stop.signal });
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
};

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
