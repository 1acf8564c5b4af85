import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { accountsBench } from './accounts/accounts-bench.ts';
import { archiveBench } from './archive/archive-bench.ts';
import type { BenchOptions } from './bench-options.ts';
import { chatBench } from './chat/chat-bench.ts';
import { crowdBench } from './crowd/crowd-bench.ts';
import { fanOutBench } from './fan-out/fan-out-bench.ts';
import { longPutBench } from './long-put/long-put-bench.ts';

/** `npm run bench -- <name> [options]`. Ends with 1 when an aim is missed. */
const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<boolean>>> = {
  accounts: accountsBench,
  archive: archiveBench,
  chat: chatBench,
  crowd: crowdBench,
  'fan-out': fanOutBench,
  'long-put': longPutBench,
};

const main = async (): Promise<boolean> => {
  const [name = '', ...args] = process.argv.slice(2);
  const bench = BENCHES[name];
  if (!bench) throw new Error(`Which bench? One of: ${Object.keys(BENCHES).join(', ')}.`);
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  const workDir = mkdtempSync(`${tmpdir()}/livestreamer-bench-`);
  chmodSync(workDir, 0o755); // Icecast runs as somebody else
  try {
    return await bench({ args, workDir, signal: interrupt.signal });
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
};

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
