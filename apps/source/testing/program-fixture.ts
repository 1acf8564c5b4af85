import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { ExitCode } from '../src/exit-codes.ts';
import { runLivestreamer } from '../src/livestreamer-program.ts';
import { createServerPeer, PEER_ACCOUNT, type ServerPeer } from './server-peer.ts';
import { createTestMachine, type TestMachine } from './test-machine.ts';

type MachineOptions = Omit<Parameters<typeof createTestMachine>[0], 'dir'>;

/** One run of `livestreamer`. */
interface ProgramRun extends TestMachine {
  readonly exitCode: Promise<ExitCode>;
}

interface ProgramFixture {
  readonly peer: ServerPeer;
  /** An empty folder of this test. */
  readonly dir: string;
  /** Runs a command line; all runs of a test share one folder of sign-ins. */
  run(args: readonly string[], options?: MachineOptions): ProgramRun;
  /** Signs in, so that other commands can be tried. */
  signIn(): Promise<void>;
}

/** A server and a computer for each test of the file. */
export const programFixture = (): (() => ProgramFixture) => {
  let fixture: ProgramFixture | null = null;

  beforeEach(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'livestreamer-'));
    const peer = await createServerPeer();
    const run: ProgramFixture['run'] = (args, options = {}) => {
      const test = createTestMachine({ ...options, dir });
      return { ...test, exitCode: runLivestreamer(args, { machine: test.machine, version: '1.2.3' }) };
    };
    const signIn = async (): Promise<void> => {
      const args = ['login', peer.origin, '--login', PEER_ACCOUNT.login];
      if ((await run(args, { password: PEER_ACCOUNT.password }).exitCode) !== 0) throw new Error('not signed in');
    };
    fixture = { peer, dir, run, signIn };
  });
  afterEach(async () => {
    await fixture?.peer.close();
    if (fixture) rmSync(fixture.dir, { recursive: true });
    fixture = null;
  });

  return () => {
    if (!fixture) throw new Error('only inside a test');
    return fixture;
  };
};
