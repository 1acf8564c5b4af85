import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BenchOptions } from '../bench-options.ts';
import { moveToLoadCores, planCores } from '../machine/machine-cores.ts';
import { describeMachine } from '../machine/machine-description.ts';
import { buildNativePrograms } from '../machine/native-programs.ts';
import { allowConnections } from '../machine/open-files.ts';
import { floorUnderTest } from '../servers/floor-under-test.ts';
import { icecastUnderTest } from '../servers/icecast-under-test.ts';
import { livestreamerSettings, livestreamerUnderTest } from '../servers/livestreamer-under-test.ts';
import type { ServerUnderTest } from '../servers/server-under-test.ts';
import { type FanOutResult, writeFanOutReport } from './fan-out-report.ts';
import { measureRounds } from './fan-out-rounds.ts';
import { isMet } from './fan-out-verdict.ts';

const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url));
const SERVERS: readonly ServerUnderTest[] = [livestreamerUnderTest, icecastUnderTest, floorUnderTest];

/** For results that are kept, and to see quickly that everything works. */
const FULL = { listeners: '1000,5000', rounds: '3', settle: '30', seconds: '20' };
const QUICK = { listeners: '200', rounds: '1', settle: '3', seconds: '5' };

interface Plan {
  readonly listeners: readonly number[];
  readonly rounds: number;
  readonly settleMs: number;
  readonly windowMs: number;
  readonly servers: readonly ServerUnderTest[];
  /** Whether this is the whole bench: only that is worth keeping and judging. */
  readonly whole: boolean;
}

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`Expected a whole number from 1 on, got "${text}".`);
  return number;
};

const readPlan = (args: readonly string[]): Plan => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      listeners: { type: 'string' },
      rounds: { type: 'string' },
      settle: { type: 'string' },
      seconds: { type: 'string' },
      servers: { type: 'string' },
    },
  });
  const usual = values.quick ? QUICK : FULL;
  const names = values.servers?.split(',');
  return {
    listeners: (values.listeners ?? usual.listeners).split(',').map(wholeNumber),
    rounds: wholeNumber(values.rounds ?? usual.rounds),
    settleMs: wholeNumber(values.settle ?? usual.settle) * 1_000,
    windowMs: wholeNumber(values.seconds ?? usual.seconds) * 1_000,
    servers: SERVERS.filter(({ name }) => names === undefined || names.includes(name)),
    whole: !values.quick && values.listeners === undefined && names === undefined,
  };
};

/**
 * `fan-out [--quick] [--listeners 1000,5000] [--rounds 3] [--settle 30] [--seconds 20] [--servers livestreamer,icecast2,floor]`.
 * Prints the report. When it is the whole bench, keeps it, and gives whether every aim was met.
 */
export const fanOutBench = async ({ args, workDir, signal }: BenchOptions): Promise<boolean> => {
  const plan = readPlan(args);
  const cores = planCores();
  allowConnections(Math.max(...plan.listeners));
  buildNativePrograms();
  moveToLoadCores(cores);

  const versions = plan.servers.map((server) => [server.name, server.version()] as const);
  const servers = plan.servers.filter((_, at) => versions[at]?.[1] !== null);
  const discarded: string[] = [];
  const measured: FanOutResult['measured'][number][] = [];
  for (const listeners of plan.listeners) {
    const rounds = await measureRounds({
      ...plan,
      servers,
      listeners,
      cores,
      workDir,
      signal,
      tell: console.log,
      discard: (sentence) => discarded.push(sentence),
    });
    measured.push({ listeners, rounds });
  }

  const date = new Date().toISOString().slice(0, 10);
  const circumstances = [
    ...describeMachine(),
    ...versions.map(([name, version]) => [name, version ?? 'not installed'] as const),
    ...livestreamerSettings(),
  ];
  const report = writeFanOutReport({ date, circumstances, discarded, measured, ...plan });
  console.log(`\n${report}`);
  if (!plan.whole) return true;
  writeFileSync(`${RESULTS}${date}-fan-out.md`, report);
  return measured.every(({ rounds }) => isMet(rounds));
};
