import { ApiError } from '@livestreamer/client';
import { type Account, signIn } from '@livestreamer/contracts';
import type { Credentials } from '../credentials.ts';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import type { Machine } from '../machine.ts';
import { networkTrouble } from '../network-trouble.ts';
import { askSecret, askText } from '../questions.ts';
import { accessServer } from '../server-access.ts';
import { isReadableOnTheWay, parseServerAddress } from '../server-address.ts';
import { chooseServer } from '../server-choice.ts';
import { greetServer } from '../server-greeting.ts';

export interface LoginOptions {
  readonly login?: string;
  /** Of the second factor. */
  readonly code?: string;
}

interface Surroundings {
  readonly machine: Machine;
  readonly credentials: Credentials;
}

const USUAL_SERVER = 'http://localhost:8000';

/** Signs in and keeps the session's cookie; the password is sent and forgotten. */
export const loginCommand = async (
  named: string | undefined,
  options: LoginOptions,
  { machine, credentials }: Surroundings,
): Promise<void> => {
  const { terminal } = machine;
  const typed = chooseServer(named, { machine, credentials }) ?? (await askServer(machine));
  const greeting = await greetServer(typed);
  if ('trouble' in greeting)
    throw new CommandFailure(EXIT.UNREACHABLE, `${typed} cannot be reached: ${greeting.trouble}.`);
  const { origin } = greeting;
  if (isReadableOnTheWay(origin))
    terminal.complain(`Careful: ${origin} has no TLS; others on the network could read your password.`);

  const login = options.login ?? (await askText(machine, { question: 'Name or e-mail address', instead: '--login' }));
  const password = machine.config.password ?? (await askSecret(machine, { question: 'Password' }));
  const access = accessServer(origin, null, machine);
  const enter = (code?: string): Promise<Account> =>
    access.rest.call(signIn, { body: { login, password, ...(code === undefined ? {} : { code }) } });
  const account = await call(
    enter(options.code).catch(async (error: unknown) => {
      if (!isCodeMissing(error)) throw error;
      return enter(await askText(machine, { question: 'Code from your app, or a recovery code', instead: '--code' }));
    }),
    origin,
  );
  const cookie = access.cookies.header();
  if (cookie === null)
    throw new CommandFailure(EXIT.FAILED, `${origin} let you in but sent no session. Is it a LiveStreamer server?`);
  credentials.keep(origin, cookie);
  terminal.write(`Signed in to ${origin} as ${account.username}.\n`);
  if (!account.permissions.includes('station.broadcast'))
    terminal.complain('This account is not allowed to broadcast. Ask whoever runs the server.');
};

const isCodeMissing = (error: unknown): boolean => error instanceof ApiError && error.code === 'second_factor_needed';

const call = async (signingIn: Promise<Account>, origin: string): Promise<Account> => {
  try {
    return await signingIn;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'wrong_credentials')
      throw new CommandFailure(EXIT.REFUSED, 'The name or the password is wrong. Nothing was changed; try again.');
    if (error.status > 0) throw new CommandFailure(EXIT.REFUSED, `${origin} refuses: ${error.message}`);
    throw new CommandFailure(EXIT.UNREACHABLE, `${origin} cannot be reached: ${networkTrouble(error.cause)}.`);
  }
};

const askServer = async (machine: Machine): Promise<string> => {
  const question = { question: 'Address of the server', initial: USUAL_SERVER, instead: 'the address after `login`' };
  const typed = await askText(machine, question);
  const origin = parseServerAddress(typed);
  if (origin === null) throw new CommandFailure(EXIT.USAGE, `“${typed}” is not the address of a server.`);
  return origin;
};
