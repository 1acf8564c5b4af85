import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BenchOptions } from '../bench-options.ts';
import { planCores } from '../machine/machine-cores.ts';
import { processResidentKb } from '../machine/process-accounting.ts';
import { livestreamerUnderTest } from '../servers/livestreamer-under-test.ts';
import type { RunningServer } from '../servers/server-under-test.ts';
import { type Heard, listenAndCheck } from './checking-listener.ts';
import { complaintsAbout, memoryGrowth } from './long-put-verdict.ts';
import { type PutOutcome, pacedPut } from './paced-put.ts';

/** Node ends requests after five minutes unless told otherwise. */
const MINUTES = '7';
/** Until there is audio to listen to, and until its last frames have arrived. */
const HEARD_MS = 2_000;
const BETWEEN_SAMPLES_MS = 20_000;

/** Resident memory, from time to time while the PUT lasts. */
const sampleMemory = async (server: RunningServer, put: Promise<unknown>): Promise<number[]> => {
  const residentKb: number[] = [];
  let putting = true;
  void put.then(() => {
    putting = false;
  });
  while (putting) {
    server.assertRunning();
    await server.collectGarbage();
    residentKb.push(processResidentKb(server.pid));
    await Promise.race([put, wait(BETWEEN_SAMPLES_MS, undefined, { ref: false })]);
  }
  return residentKb;
};

const soak = async (server: RunningServer, durationMs: number, signal: AbortSignal) => {
  const putting: Promise<PutOutcome> = pacedPut({ server, durationMs, signal });
  await wait(HEARD_MS);
  const heard: Heard = listenAndCheck(server);
  const [put, residentKb] = await Promise.all([putting, sampleMemory(server, putting)]);
  await wait(HEARD_MS);
  return { put, heard: { ...heard }, residentKb };
};

/** `long-put [--minutes 7]`: one PUT that really lasts that long, with a listener. Gives whether it was heard whole and memory stayed flat. */
export const longPutBench = async ({ args, workDir, signal }: BenchOptions): Promise<boolean> => {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: MINUTES } } });
  const durationMs = Number(values.minutes) * 60_000;
  if (!(durationMs > 0)) throw new Error(`Expected a number of minutes, got "${values.minutes}".`);
  console.log(`One PUT for ${values.minutes} minutes, in real time.`);
  const server = await livestreamerUnderTest.start({
    cores: planCores(),
    listeners: 1,
    sliceFrames: 1,
    workDir,
    signal,
  });
  try {
    const seen = await soak(server, durationMs, signal);
    const complaints = complaintsAbout(seen);
    const growth = (memoryGrowth(seen.residentKb) * 100).toFixed(1);
    console.log(`${seen.put.sentFrames} frames in ${Math.round(seen.put.ms / 1_000)} s, ${seen.heard.frames} heard.`);
    console.log(`Resident KiB: ${seen.residentKb.join(', ')} (${growth} %).`);
    console.log(complaints.length === 0 ? 'All is well.' : `Not well: ${complaints.join('; ')}.`);
    return complaints.length === 0;
  } finally {
    await server.stop();
  }
};
