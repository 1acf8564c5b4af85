import { join } from 'node:path';
import { systemClock } from '@livestreamer/clock';
import type { Machine } from '../src/machine.ts';

/** A machine whose terminal is a list of lines. Time is real, chance is at its shortest waits. */
export interface TestMachine {
  readonly machine: Machine;
  /** What was written to standard output, line by line. */
  lines(): string[];
  /** What was complained to standard error. */
  readonly complaints: string[];
  /** Ctrl-C. */
  interrupt(): void;
}

interface TestMachineOptions {
  /** Sign-ins are kept in here. */
  readonly dir: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly ffmpeg?: string;
  readonly password?: string;
  /** What is on standard input. */
  readonly input?: string;
}

/** The environment that the tests run in. */
export const hostEnvironment = (): NodeJS.ProcessEnv => process.env;

export const createTestMachine = (options: TestMachineOptions): TestMachine => {
  const { dir, environment = hostEnvironment(), ffmpeg = 'ffmpeg', password = null, input = '' } = options;
  let output = '';
  const complaints: string[] = [];
  const interrupted = new Set<() => void>();
  return {
    complaints,
    lines: () => output.split('\n'),
    interrupt: () => {
      for (const run of interrupted) run();
    },
    machine: {
      platform: process.platform,
      environment,
      config: { configDir: join(dir, 'config'), ffmpeg, server: null, password, colour: false },
      terminal: {
        interactive: false,
        colour: false,
        columns: () => 80,
        write: (text) => {
          output += text;
        },
        complain: (line) => void complaints.push(line),
      },
      input: { kind: 'text', read: async () => input },
      clock: systemClock,
      chance: () => 0,
      onInterrupt: (run) => {
        interrupted.add(run);
        return () => void interrupted.delete(run);
      },
    },
  };
};
