import { ApiError } from '@livestreamer/client';
import { whoAmI } from '@livestreamer/contracts';
import type { Credentials } from '../credentials.ts';
import type { Machine } from '../machine.ts';
import { networkTrouble } from '../network-trouble.ts';
import { accessServer, type ServerAccess } from '../server-access.ts';
import { greetServer } from '../server-greeting.ts';
import { readAnswer, refusalOf } from '../uplink/uplink-refusal.ts';
import { uplinkTarget } from '../uplink/uplink-target.ts';
import type { Finding } from './finding.ts';

interface ServerChecksOptions {
  readonly server: string | null;
  readonly station: string | null;
  readonly machine: Machine;
  readonly credentials: Credentials;
}

/** From the network to the right to broadcast; ends where the next check could not succeed. */
export async function* checkServer(options: ServerChecksOptions): AsyncGenerator<Finding> {
  const { server, machine, credentials } = options;
  if (server === null) {
    yield { ok: false, what: 'server', says: 'none is known', todo: 'Run `livestreamer login <server>`.' };
    return;
  }
  const reached = await checkReachable(server);
  yield reached;
  if (!reached.ok) return;

  const access = accessServer(server, credentials.cookieFor(server), machine);
  yield await checkRealtime(access, machine);
  const signedIn = await checkSignIn(access);
  yield signedIn;
  if (signedIn.ok) yield await checkUplink(access, options);
}

const checkReachable = async (server: string): Promise<Finding> => {
  const what = 'server';
  const greeting = await greetServer(server);
  if ('trouble' in greeting)
    return {
      ok: false,
      what,
      says: `${server} cannot be reached: ${greeting.trouble}`,
      todo: 'Open that address in a browser. If that works and this does not, look for a proxy or a firewall.',
    };
  if (greeting.origin === server) return { ok: true, what, says: `${server} answers and is well` };
  return {
    ok: false,
    what,
    says: `${server} leads to ${greeting.origin}`,
    todo: `Run \`livestreamer login ${greeting.origin}\`.`,
  };
};

const REALTIME_MS = 8_000;

const checkRealtime = async (access: ServerAccess, { clock }: Machine): Promise<Finding> => {
  const what = 'realtime';
  const realtime = access.openRealtime();
  const open = await new Promise<boolean>((resolve) => {
    const deadline = clock.after(REALTIME_MS, () => resolve(false));
    realtime.onState((state) => {
      if (state !== 'open') return;
      deadline.cancel();
      resolve(true);
    });
  });
  realtime.close();
  if (open) return { ok: true, what, says: 'connected; listeners will be shown' };
  return {
    ok: false,
    what,
    says: `no WebSocket within ${REALTIME_MS / 1000} s`,
    todo: 'A show works without it, but no listeners are shown. A proxy before the server must pass WebSockets on.',
  };
};

const checkSignIn = async ({ rest, origin }: ServerAccess): Promise<Finding> => {
  const what = 'sign-in';
  const todo = `Run \`livestreamer login ${origin}\`.`;
  try {
    const { username, permissions } = await rest.call(whoAmI, {});
    if (permissions.includes('station.broadcast'))
      return { ok: true, what, says: `signed in as ${username}, who may broadcast` };
    return {
      ok: false,
      what,
      says: `signed in as ${username}, who may not broadcast`,
      todo: 'Ask whoever runs the server to make this account a broadcaster.',
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'not_signed_in') return { ok: false, what, says: `not signed in to ${origin}`, todo };
    return { ok: false, what, says: error.message, todo };
  }
};

const UPLINK_MS = 10_000;

/** An empty PUT is a question to the server, whether this source would be let in; nothing goes on air by it. */
const checkUplink = async (
  { origin }: ServerAccess,
  { station, credentials }: ServerChecksOptions,
): Promise<Finding> => {
  const what = 'uplink';
  const { url, headers } = uplinkTarget({
    server: origin,
    station,
    title: null,
    cookie: credentials.cookieFor(origin),
  });
  const signal = AbortSignal.timeout(UPLINK_MS);
  try {
    const answer = await fetch(url, { method: 'PUT', headers, redirect: 'manual', signal });
    const body = await answer.text();
    if (answer.ok) return { ok: true, what, says: `${url.pathname} would take the show` };
    const { sentence } = refusalOf(readAnswer(answer.status, answer.headers.get('location'), body));
    return { ok: false, what, says: `${url.pathname} answers ${answer.status}`, todo: sentence };
  } catch (error) {
    return {
      ok: false,
      what,
      says: `${url.pathname}: ${networkTrouble(error)}`,
      todo: 'A proxy before the server may refuse PUT; it must pass it on without buffering.',
    };
  }
};
