import type { Clock } from '@livestreamer/clock';
import type { Chance } from './source-chance.ts';
import type { SourceConfig } from './source-config.ts';
import type { Terminal } from './terminal.ts';

/** Standard input: a person at a keyboard who can be asked, or text from a file or a pipe. */
export type Input = { readonly kind: 'keyboard' } | { readonly kind: 'text'; readonly read: () => Promise<string> };

/** All that a command gets from outside; tests hand in their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** For child processes. */
  readonly environment: NodeJS.ProcessEnv;
  readonly config: SourceConfig;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly input: Input;
  /** Calls `run` when a person or the system asks the program to end (Ctrl-C, SIGTERM, a closed terminal); the returned function stops that. */
  readonly onInterrupt: (run: () => void) => () => void;
}
