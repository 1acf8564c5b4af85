import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@livestreamer/embedded-postgres';
import type { BenchOptions } from '../bench-options.ts';
import { planCores } from '../machine/machine-cores.ts';
import { BENCH_ADMIN, livestreamerUnderTest } from '../servers/livestreamer-under-test.ts';
import { percentile } from '../statistics.ts';
import { ACCOUNT_QUESTIONS, pathOf } from './account-questions.ts';
import { ACCOUNTS, insertManyAccounts } from './many-accounts-store.ts';

const AIM_P99_MS = 50;
/** All questions together stay under what one address may read in a minute. */
const CALLS = '200';
/** Until Node has compiled what is hot, and the pages of the table are in memory. */
const WARM_UP_CALLS = 10;

const signIn = async (baseUrl: string, { name, password }: { name: string; password: string }): Promise<string> => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ login: name, password });
  const response = await fetch(`${baseUrl}/api/v1/sessions`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`Signing in was answered with ${response.status}.`);
  return response.headers.getSetCookie().join('; ').split(';')[0] ?? '';
};

/** How long each of `calls` answers took, in ms, one after the other. */
const timesOf = async (calls: number, ask: (nth: number) => Promise<void>): Promise<number[]> => {
  const times: number[] = [];
  for (let nth = -WARM_UP_CALLS; nth < calls; nth += 1) {
    const beganMs = performance.now();
    await ask(nth);
    if (nth >= 0) times.push(performance.now() - beganMs);
  }
  return times;
};

/** `accounts [--calls 200]`: the admin's list of accounts, with a hundred thousand of them. Gives whether every question met the aim. */
export const accountsBench = async ({ args, workDir, signal }: BenchOptions): Promise<boolean> => {
  const { values } = parseArgs({ args: [...args], options: { calls: { type: 'string', default: CALLS } } });
  const calls = Number(values.calls);
  if (!(calls >= 1)) throw new Error(`Expected a number of calls, got "${values.calls}".`);
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
      console.log(`Making ${ACCOUNTS} accounts.`);
      await insertManyAccounts(database.url);
      const baseUrl = `http://127.0.0.1:${server.port}`;
      const headers = { cookie: await signIn(baseUrl, BENCH_ADMIN) };
      const p99s: number[] = [];
      console.log(`${calls} calls each; the aim is ${AIM_P99_MS} ms at the 99th percentile.`);
      for (const { name, query } of ACCOUNT_QUESTIONS) {
        const times = await timesOf(calls, async (nth) => {
          const response = await fetch(`${baseUrl}${pathOf(query, nth)}`, { headers, signal });
          await response.arrayBuffer();
          if (!response.ok) throw new Error(`${name}: answered with ${response.status}.`);
        });
        const [p50, p99] = [percentile(times, 50), percentile(times, 99)];
        p99s.push(p99);
        console.log(`${name.padEnd(30)} p50 ${p50.toFixed(1).padStart(6)} ms   p99 ${p99.toFixed(1).padStart(6)} ms`);
      }
      return p99s.every((ms) => ms < AIM_P99_MS);
    } finally {
      await server.stop();
    }
  } finally {
    await database.stop();
  }
};
