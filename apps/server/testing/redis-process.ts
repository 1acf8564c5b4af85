import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A redis-server of our own, that keeps nothing. */
export interface RedisProcess {
  readonly url: string;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
};

/** Ends when the server says that it takes connections. */
const ready = (redis: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    redis.once('error', (cause) => reject(new Error('The tests need redis-server, or TEST_REDIS_URL.', { cause })));
    redis.once('exit', (code) => reject(new Error(`redis-server ended with ${code} before it was ready.`)));
    redis.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes('Ready to accept connections')) resolve();
    });
  });

/** Starts `redis-server` from the PATH on a free port of 127.0.0.1; throws a sentence when there is none. */
export const startRedisProcess = async (): Promise<RedisProcess> => {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp'];
  const redis = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await ready(redis);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      if (redis.exitCode !== null || redis.signalCode !== null) return;
      redis.kill('SIGKILL');
      await once(redis, 'exit');
    },
  };
};
