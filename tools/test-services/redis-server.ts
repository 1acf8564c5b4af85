import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Redis of our own, which keeps what it has in its folder, as one in production does. */
export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 5_000;

/** Starts the system's `redis-server` on a free port of 127.0.0.1, with `folder` to work in. */
export const startRedisServer = async (folder: string): Promise<RedisServer> => {
  const port = await freePort();
  const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes'];
  const child = spawn('redis-server', ['--port', String(port), ...settings], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const messages: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => messages.splice(0, messages.length - 20, text));
  const stop = (): Promise<void> => end(child);
  if (await isReady(child, port)) return { url: `redis://127.0.0.1:${port}`, stop };
  await stop();
  throw new Error(`redis-server did not start on port ${port}: ${messages.join('')}`);
};

const isReady = async (child: ChildProcess, port: number): Promise<boolean> => {
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  const endMs = performance.now() + READY_WITHIN_MS;
  while (performance.now() < endMs && child.exitCode === null) {
    if (await Promise.race([answersPing(port), failed])) return true;
    await sleep(20);
  }
  return false;
};

const answersPing = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const answer = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (bytes) => answer(bytes.toString().startsWith('+PONG')));
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => answer(false));
  });

const end = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const lateness = new AbortController();
  const late = sleep(STOP_WITHIN_MS, 'late', { signal: lateness.signal }).catch(() => 'cancelled');
  if ((await Promise.race([exit, late])) === 'late') child.kill('SIGKILL');
  lateness.abort();
  await exit;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
};
