import type { ServerName, ServerUnderTest, StartOptions } from '../servers/server-under-test.ts';
import { type FanOutFigures, objectionsTo } from './fan-out-figures.ts';
import { runFanOut } from './fan-out-run.ts';
import type { RoundsByServer } from './fan-out-verdict.ts';

/** How often a run that does not count is tried anew. */
const TRIES = 3;

/** What ours uses for many listeners, for when it is not measured in the same call: 40 frames, 1,045 ms. */
const USUAL_SLICE_FRAMES = 40;

type RoundsOptions = Omit<StartOptions, 'sliceFrames'> & {
  readonly servers: readonly ServerUnderTest[];
  readonly rounds: number;
  readonly settleMs: number;
  readonly windowMs: number;
  /** Hears how it goes, a sentence at a time. */
  readonly tell: (sentence: string) => void;
  /** Hears of each run that did not count. */
  readonly discard: (sentence: string) => void;
};

/** Each server in turn, `rounds` times. Ours goes first: the floor gets the slice that ours was seen to use. */
export const measureRounds = async (options: RoundsOptions): Promise<RoundsByServer> => {
  const { servers, rounds, listeners, tell, discard } = options;
  const measured = new Map<ServerName, (FanOutFigures | null)[]>(servers.map(({ name }) => [name, []]));
  let sliceFrames = USUAL_SLICE_FRAMES;

  const measureOne = async (server: ServerUnderTest, round: number): Promise<FanOutFigures | null> => {
    const title = `${server.name}, ${listeners} listeners, round ${round}`;
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const figures = await runFanOut(server, { ...options, sliceFrames });
      const { cpuUs, residentKb, heard } = figures;
      const objections = objectionsTo(figures);
      if (server.name === 'livestreamer' && heard.framesARead > 0) sliceFrames = heard.framesARead;
      tell(`${title}: ${cpuUs.toFixed(1)} µs, delay ${heard.delayMs.p50} ms, ${residentKb.toFixed(1)} KiB`);
      if (objections.length === 0) return figures;
      tell(`  does not count: ${objections.join(', ')}`);
      discard(`${title}, attempt ${attempt}: ${objections.join(', ')}.`);
    }
    return null;
  };

  for (let round = 1; round <= rounds; round += 1) {
    for (const server of servers) {
      measured.get(server.name)?.push(await measureOne(server, round));
    }
  }
  return measured;
};
