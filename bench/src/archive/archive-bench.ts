import { parseArgs } from 'node:util';
import { p99Of, withServerOnDatabase } from '../bench-on-database.ts';
import type { BenchOptions } from '../bench-options.ts';
import { BROADCASTS, HEARTS, insertManyBroadcasts } from './many-broadcasts-store.ts';

const AIM_P99_MS = 30;
const CALLS = '300';

/** Addresses by the number of the call. Where they differ, a quarter of the calls or more reach the database, so that the 99th percentile is one of those. */
const questions = (
  ids: readonly string[],
): readonly { readonly name: string; readonly path: (nth: number) => string }[] => {
  const list = (query: Record<string, string>): string => `/api/v1/broadcasts?${new URLSearchParams(query)}`;
  const limit = (nth: number): string => String(20 + (Math.abs(nth) % 80));
  return [
    { name: 'the first page', path: () => list({}) },
    { name: 'the first page, of many lengths', path: (nth) => list({ limit: limit(nth) }) },
    { name: 'a tag', path: (nth) => list({ tag: 'dub', limit: limit(nth) }) },
    { name: 'a word that many have', path: (nth) => list({ q: 'friday', limit: limit(nth) }) },
    { name: 'a word that all have', path: (nth) => list({ q: 'music', limit: limit(nth) }) },
    { name: 'a word that few have', path: (nth) => list({ q: `artist${Math.abs(nth) * 3}` }) },
    { name: 'the beginning of a word', path: (nth) => list({ q: `show ${Math.abs(nth) % 90}` }) },
    { name: 'words that nobody has', path: (nth) => list({ q: `nobody ${nth}` }) },
    { name: 'one show', path: (nth) => `/api/v1/broadcasts/${ids[Math.abs(nth) % ids.length]}` },
  ];
};

/** `archive [--calls 300]`: the archive with ten thousand shows and a million hearts. Gives whether every question met the aim. */
export const archiveBench = async (options: BenchOptions): Promise<boolean> => {
  const { args, signal } = options;
  const { values } = parseArgs({ args: [...args], options: { calls: { type: 'string', default: CALLS } } });
  const calls = Number(values.calls);
  if (!(calls >= 1)) throw new Error(`Expected a number of calls, got "${values.calls}".`);
  return withServerOnDatabase(options, async ({ baseUrl, databaseUrl }) => {
    console.log(`Making ${BROADCASTS} shows with ${HEARTS} hearts.`);
    const ids = await insertManyBroadcasts(databaseUrl);
    console.log(`${calls} calls each; the aim is ${AIM_P99_MS} ms at the 99th percentile.`);
    const p99s: number[] = [];
    for (const { name, path } of questions(ids)) {
      const ask = (nth: number) => fetch(`${baseUrl}${path(nth)}`, { signal });
      p99s.push(await p99Of(name, { calls, ask }));
    }
    return p99s.every((ms) => ms < AIM_P99_MS);
  });
};
