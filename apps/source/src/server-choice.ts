import type { Credentials } from './credentials.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import type { Machine } from './machine.ts';
import { parseServerAddress } from './server-address.ts';

/** The server that a command means: named on the command line, in the environment, or signed in to last. Null when there is none. */
export const chooseServer = (
  named: string | undefined,
  { machine, credentials }: { machine: Machine; credentials: Credentials },
): string | null => {
  const typed = named ?? machine.config.server;
  if (typed === null) return credentials.current();
  const origin = parseServerAddress(typed);
  if (origin === null)
    throw new CommandFailure(
      EXIT.USAGE,
      `“${typed}” is not the address of a server. Write for example https://radio.example.org.`,
    );
  return origin;
};

/** The same, for commands that need one. */
export const requireServer = (...given: Parameters<typeof chooseServer>): string => {
  const server = chooseServer(...given);
  if (server === null)
    throw new CommandFailure(EXIT.REFUSED, 'Not signed in. Run `livestreamer login <server>` first.');
  return server;
};
