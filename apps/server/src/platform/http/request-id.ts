import type { IncomingMessage } from 'node:http';
import type { Chance } from '../chance.ts';

/** Answered with every reply; it finds the request in the log, as the `id` of a problem does. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** What proxies make: UUIDs, hexadecimal, ULIDs. Nothing that could break a line of a log. */
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

interface RequestIdOptions {
  readonly isTrustedProxy: (address: string) => boolean;
  readonly chance: Pick<Chance, 'shortId'>;
}

/** The id that a trusted proxy gave a request, or a new one: from anybody else it would let strangers write into the log what they like. */
export const createRequestIds =
  ({ isTrustedProxy, chance }: RequestIdOptions) =>
  ({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string => {
    const given = headers[REQUEST_ID_HEADER];
    const isGiven = typeof given === 'string' && WELL_FORMED.test(given) && isTrustedProxy(socket.remoteAddress ?? '');
    return isGiven ? given : chance.shortId();
  };
