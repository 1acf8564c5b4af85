import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { CHECKS } from './check-list.ts';
import { runChecks } from './run-checks.ts';

const begin = performance.now();
const allOk = await runChecks({
  checks: CHECKS,
  root: resolve(import.meta.dirname, '../..'),
  atOnce: availableParallelism(),
  onDone: ({ name, ok, seconds, output }) => {
    console.log(`${name.padEnd(24)} ${ok ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s`);
    if (!ok) console.log(`\n${output.trim()}\n`);
  },
});
console.log(
  `${allOk ? 'All is well' : 'Not all is well'}, after ${((performance.now() - begin) / 1000).toFixed(1)} s.`,
);
process.exitCode = allOk ? 0 : 1;
