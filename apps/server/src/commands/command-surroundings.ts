import type { Clock } from '@livestreamer/clock';
import type { WriteBytes } from '../backup/index.ts';
import type { Environment } from '../config.ts';
import type { Chance } from '../platform/index.ts';

/** What a command has from outside. */
export interface CommandSurroundings {
  readonly env: Environment;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Says a line to whoever asked. */
  readonly print: (line: string) => void;
  /** Says a line beside what was asked for: progress, warnings, what went wrong. */
  readonly complain: (line: string) => void;
  /** All of the standard input. */
  readonly readInput: () => Promise<string>;
  /** Bytes to the standard output. */
  readonly output: { readonly write: WriteBytes; readonly isTerminal: boolean };
  /** Somebody wants the command to end; its reason is an error with a sentence. */
  readonly signal: AbortSignal;
}
