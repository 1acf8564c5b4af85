import { mkdirSync } from 'node:fs';
import { startEmbeddedPostgres } from '@livestreamer/embedded-postgres';
import type { BenchOptions } from './bench-options.ts';
import { planCores } from './machine/machine-cores.ts';
import { livestreamerUnderTest } from './servers/livestreamer-under-test.ts';
import { percentile } from './statistics.ts';

/** Until Node has compiled what is hot, and the pages of the tables are in memory. */
const WARM_UP_CALLS = 10;

/** Runs a server on a database of its own, for as long as `measure` takes. */
export const withServerOnDatabase = async <T>(
  { workDir, signal }: Pick<BenchOptions, 'workDir' | 'signal'>,
  measure: (server: { readonly baseUrl: string; readonly databaseUrl: string }) => Promise<T>,
): Promise<T> => {
  const dataDir = `${workDir}/postgres`;
  mkdirSync(dataDir, { mode: 0o755 });
  const database = await startEmbeddedPostgres({ dataDir });
  try {
    const server = await livestreamerUnderTest.start({
      cores: planCores(),
      listeners: 1,
      sliceFrames: 1,
      databaseUrl: database.url,
      workDir,
      signal,
    });
    try {
      return await measure({ baseUrl: `http://127.0.0.1:${server.port}`, databaseUrl: database.url });
    } finally {
      await server.stop();
    }
  } finally {
    await database.stop();
  }
};

/** Asks `calls` times, one after the other, prints how long answers took, and gives the 99th percentile in ms. */
export const p99Of = async (
  name: string,
  { calls, ask }: { calls: number; ask: (nth: number) => Promise<Response> },
): Promise<number> => {
  const times: number[] = [];
  for (let nth = -WARM_UP_CALLS; nth < calls; nth += 1) {
    const beganMs = performance.now();
    const response = await ask(nth);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${name}: answered with ${response.status}.`);
    if (nth >= 0) times.push(performance.now() - beganMs);
  }
  const [p50, p99] = [percentile(times, 50), percentile(times, 99)];
  console.log(`${name.padEnd(34)} p50 ${p50.toFixed(1).padStart(6)} ms   p99 ${p99.toFixed(1).padStart(6)} ms`);
  return p99;
};
