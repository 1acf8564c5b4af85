import { signOut } from '@livestreamer/contracts';
import type { Credentials } from '../credentials.ts';
import type { Machine } from '../machine.ts';
import { accessServer } from '../server-access.ts';
import { chooseServer } from '../server-choice.ts';

interface Surroundings {
  readonly machine: Machine;
  readonly credentials: Credentials;
}

/** Ends the session at the server and forgets it here; here in any case. */
export const logoutCommand = async (
  named: string | undefined,
  { machine, credentials }: Surroundings,
): Promise<void> => {
  const { terminal } = machine;
  const server = chooseServer(named, { machine, credentials });
  const cookie = server === null ? null : credentials.cookieFor(server);
  if (server === null || cookie === null) {
    terminal.write('Nobody is signed in here.\n');
    return;
  }
  const ended = await accessServer(server, cookie, machine)
    .rest.call(signOut, {})
    .then(
      () => true,
      () => false,
    );
  credentials.forget(server);
  terminal.write(`Signed out of ${server}.\n`);
  if (!ended)
    terminal.complain(
      'The server could not be told: the sign-in is forgotten on this computer, but the server keeps the session until it expires.',
    );
};
