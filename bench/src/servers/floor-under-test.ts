import { startProgram } from '../machine/child-program.ts';
import { freePort } from '../machine/free-port.ts';
import { nativeProgram } from '../machine/native-programs.ts';
import { untilAnswering } from '../machine/until-answering.ts';
import { basicAuthorization, type ServerUnderTest } from './server-under-test.ts';

/** As ours. */
const BURST_BYTES = 34_000;
const START_MS = 5_000;

/** One `send` a slice and listener in C, with the slice of ours: what the kernel takes of anybody. */
export const floorUnderTest: ServerUnderTest = {
  name: 'floor',
  version: () => 'floor.c',
  start: async ({ cores, sliceFrames, signal }) => {
    const port = await freePort();
    const program = startProgram({
      command: nativeProgram('floor'),
      args: [String(port), String(sliceFrames), String(BURST_BYTES)],
      cores: [cores.server],
      signal,
    });
    await untilAnswering({
      url: `http://127.0.0.1:${port}/`,
      timeoutMs: START_MS,
      check: () => program.assertRunning(),
    });
    return {
      pid: program.pid,
      port,
      path: '/stream',
      authorization: basicAuthorization('source', 'bench'),
      collectGarbage: async () => undefined,
      assertRunning: program.assertRunning,
      stop: program.stop,
    };
  },
};
