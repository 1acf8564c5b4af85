import { createServer } from 'node:net';
import { type Finding, failed, fine } from '../doctor-check.ts';
import { codeOf, reasonOf } from '../way/probe-reason.ts';
import type { EchoAnswer } from '../way/way-to-server.ts';

interface PortCheckOptions {
  readonly host: string;
  readonly port: number;
  /** Where it was asked, such as `http://127.0.0.1:8000`. */
  readonly localUrl: string;
  /** What answered there. */
  readonly here: EchoAnswer;
}

/** Is it our server that answers on the port, or is the port free for it? */
export const checkPort = async ({ host, port, localUrl: origin, here }: PortCheckOptions): Promise<Finding> => {
  if (here.from === 'this server') return fine(`The server answers on ${origin}, in ${here.answer.tookMs} ms.`);
  if (here.from === 'another') {
    const isOfOurs = String(here.answer.headers['content-type']).startsWith('application/problem+json');
    return isOfOurs
      ? failed(
          `On ${origin} a LiveStreamer answers that has another SESSION_SECRET or DATA_DIR than the settings of this look.`,
          'Run this with the environment that the server runs with.',
        )
      : failed(`Another program answers on ${origin}.`, whoIsThere(port));
  }
  const problem = await tryToListen({ host, port });
  const code = codeOf(problem);
  if (problem === null) return fine(`No server answers on ${origin}; ${host} port ${port} is free for it.`);
  if (code === 'EADDRINUSE')
    return failed(`On ${host} port ${port} a program listens that does not answer (${here.reason}).`, whoIsThere(port));
  if (code === 'EADDRNOTAVAIL')
    return failed(`This machine does not have the address ${host}, so the server cannot listen there.`, 'HOST=0.0.0.0');
  if (code === 'EACCES') return failed(`Port ${port} needs more rights than this account has.`, 'PORT=8000');
  return failed(`The server could not listen on ${host} port ${port}: ${reasonOf(problem)}.`);
};

const whoIsThere = (port: number): string =>
  [`# which program it is`, `ss -ltnp 'sport = :${port}'`, '# or another port for the server', 'PORT=8001'].join('\n');

/** Null: it could. */
const tryToListen = (at: { host: string; port: number }): Promise<unknown> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(at, () => server.close(() => resolve(null)));
  });
