import { parseArgs } from 'node:util';
import { p99Of, withServerOnDatabase } from '../bench-on-database.ts';
import type { BenchOptions } from '../bench-options.ts';
import { BENCH_ADMIN } from '../servers/livestreamer-under-test.ts';
import { ACCOUNT_QUESTIONS, pathOf } from './account-questions.ts';
import { ACCOUNTS, insertManyAccounts } from './many-accounts-store.ts';

const AIM_P99_MS = 50;
/** All questions together stay under what one address may read in a minute. */
const CALLS = '200';

const signIn = async (baseUrl: string, { name, password }: { name: string; password: string }): Promise<string> => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ login: name, password });
  const response = await fetch(`${baseUrl}/api/v1/sessions`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`Signing in was answered with ${response.status}.`);
  return response.headers.getSetCookie().join('; ').split(';')[0] ?? '';
};

/** `accounts [--calls 200]`: the admin's list of accounts, with a hundred thousand of them. Gives whether every question met the aim. */
export const accountsBench = async (options: BenchOptions): Promise<boolean> => {
  const { args, signal } = options;
  const { values } = parseArgs({ args: [...args], options: { calls: { type: 'string', default: CALLS } } });
  const calls = Number(values.calls);
  if (!(calls >= 1)) throw new Error(`Expected a number of calls, got "${values.calls}".`);
  return withServerOnDatabase(options, async ({ baseUrl, databaseUrl }) => {
    console.log(`Making ${ACCOUNTS} accounts.`);
    await insertManyAccounts(databaseUrl);
    const headers = { cookie: await signIn(baseUrl, BENCH_ADMIN) };
    console.log(`${calls} calls each; the aim is ${AIM_P99_MS} ms at the 99th percentile.`);
    const p99s: number[] = [];
    for (const { name, query } of ACCOUNT_QUESTIONS) {
      const ask = (nth: number) => fetch(`${baseUrl}${pathOf(query, nth)}`, { headers, signal });
      p99s.push(await p99Of(name, { calls, ask }));
    }
    return p99s.every((ms) => ms < AIM_P99_MS);
  });
};
