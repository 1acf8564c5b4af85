import { setTimeout as wait } from 'node:timers/promises';
import { type ChildProgram, startProgram } from '../machine/child-program.ts';
import { coreIdleMs } from '../machine/core-accounting.ts';
import { nativeProgram } from '../machine/native-programs.ts';
import { processCpuNs, processResidentKb } from '../machine/process-accounting.ts';
import type { RunningServer, ServerUnderTest, StartOptions } from '../servers/server-under-test.ts';
import type { FanOutFigures } from './fan-out-figures.ts';
import { readListenerReport } from './listener-report.ts';

const JOINING_A_SECOND = 500;
/** Until the largest burst (Icecast: 65,536 bytes, 4.1 s) can be full. */
const BURST_MS = 5_000;
const ANSWER_MS = 10_000;

/** CPU time used up to a moment. */
interface Reading {
  readonly atMs: number;
  readonly cpuMs: number;
  readonly idleMs: number;
}

const read = (pid: number, core: number): Reading => ({
  atMs: performance.now(),
  cpuMs: processCpuNs(pid) / 1e6,
  idleMs: coreIdleMs(core),
});

interface Measuring {
  readonly server: RunningServer;
  readonly source: ChildProgram;
  readonly crowd: ChildProgram;
  readonly core: number;
  readonly windowMs: number;
}

/** The steady window. */
const measure = async ({ server, source, crowd, core, windowMs }: Measuring) => {
  crowd.say('measure');
  const from = read(server.pid, core);
  await wait(windowMs);
  for (const program of [server, source, crowd]) program.assertRunning();
  const to = read(server.pid, core);
  crowd.say('report');
  const heard = readListenerReport(await crowd.line(ANSWER_MS));
  return { heard, ms: to.atMs - from.atMs, cpuMs: to.cpuMs - from.cpuMs, idleMs: to.idleMs - from.idleMs };
};

/** Everybody's joining, bounded; those who have not joined by then are missing in the report. */
const untilJoined = async (crowd: ChildProgram, listeners: number): Promise<void> => {
  const patienceMs = (listeners / JOINING_A_SECOND) * 1_000 + 20_000;
  await crowd.line(patienceMs).catch(() => crowd.assertRunning());
};

type RunOptions = StartOptions & {
  /** From everybody's joining to the window: until what is hot has been compiled. */
  readonly settleMs: number;
  readonly windowMs: number;
};

/** Starts a server, puts it on air, lets everybody join, measures, and stops it. */
export const runFanOut = async (underTest: ServerUnderTest, options: RunOptions): Promise<FanOutFigures> => {
  const { cores, listeners, settleMs, windowMs, signal } = options;
  const server = await underTest.start(options);
  const started: { stop(): Promise<void> }[] = [server];
  const startLoad = (program: 'source' | 'listeners', ...args: string[]): ChildProgram => {
    const child = startProgram({ command: nativeProgram(program), args, cores: cores.load, signal });
    started.unshift(child);
    return child;
  };
  try {
    const source = startLoad('source', String(server.port), server.path, server.authorization);
    await source.line(ANSWER_MS);
    await Promise.all([wait(BURST_MS), server.collectGarbage()]);
    const emptyKb = processResidentKb(server.pid);

    const crowd = startLoad('listeners', String(server.port), server.path, String(listeners), String(JOINING_A_SECOND));
    await untilJoined(crowd, listeners);
    await wait(settleMs);
    const { heard, ms, cpuMs, idleMs } = await measure({ server, source, crowd, core: cores.server, windowMs });
    await server.collectGarbage();
    return {
      server: underTest.name,
      listeners,
      cpuUs: (cpuMs * 1e6) / (ms * listeners),
      residentKb: (processResidentKb(server.pid) - emptyKb) / listeners,
      serverShare: cpuMs / ms,
      coreShare: 1 - idleMs / ms,
      heard,
    };
  } finally {
    for (const program of started) await program.stop();
  }
};
