import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../platform/index.ts';
import { RETRY_AFTER_S, refusalOf } from '../audio-reply.ts';
import { sendRefusal } from '../http-refusal.ts';
import { logGateFailure } from '../ingest/gate-failure.ts';
import type { AddressRules } from '../peer-address.ts';
import type { SourceGate } from '../source-gate.ts';
import type { TitleBoard } from './title-board.ts';
import { readTitleRequest, type TitleRequest } from './title-request.ts';

/** Takes what DJ tools say of the title. True when the request was one of these. */
export type TitleDoor = (request: IncomingMessage, response: ServerResponse) => boolean;

interface TitleDoorOptions {
  readonly gate: SourceGate;
  readonly board: TitleBoard;
  readonly addresses: AddressRules;
  readonly log: Logger;
}

/** As Icecast says it; tools look for the message. */
const ACCEPTED =
  '<?xml version="1.0"?>\n<iceresponse><message>Metadata update successful</message><return>1</return></iceresponse>\n';

/**
 * Whoever may feed a mount may say what plays there, from any address: people on mobile lines change theirs within a show. By
 * name and password only, because another site's page can make a browser ask for an address, cookies and all.
 */
export const createTitleDoor = ({ gate, board, addresses, log }: TitleDoorOptions): TitleDoor => {
  const take = async (
    asked: TitleRequest,
    { request, response }: { request: IncomingMessage; response: ServerResponse },
  ): Promise<void> => {
    const { headers, socket } = request;
    const authorization =
      asked.pass === null
        ? (headers.authorization ?? null)
        : `Basic ${Buffer.from(asked.pass, 'utf8').toString('base64')}`;
    const permit = authorization
      ? await gate({
          station: asked.station,
          authorization,
          cookie: null,
          from: {},
          address: socket.remoteAddress ?? '',
          forwardedFor: forwardedForOf(request),
        })
      : ({ allowed: false, code: 'not_signed_in' } as const);
    if (!permit.allowed) return sendRefusal(response, refusalOf(permit.code));
    if (!board.put(permit.mountId, asked.title)) return sendRefusal(response, refusalOf('too_many_requests'));
    response.writeHead(200, {
      'Content-Type': 'text/xml; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(ACCEPTED),
    });
    response.end(ACCEPTED);
  };

  return (request, response) => {
    const asked = request.method === 'GET' ? readTitleRequest(request.url ?? '') : null;
    if (!asked) return false;
    const address = addresses.addressOf({
      address: request.socket.remoteAddress ?? '',
      forwardedFor: forwardedForOf(request),
    });
    if (addresses.isBanned(address)) sendRefusal(response, refusalOf('address_banned'));
    else if (asked === 'bad') sendRefusal(response, refusalOf('bad_request'));
    else
      take(asked, { request, response }).catch((error: unknown) => {
        logGateFailure(log, error);
        sendRefusal(response, refusalOf('unavailable', RETRY_AFTER_S));
      });
    return true;
  };
};

const forwardedForOf = ({ headers }: IncomingMessage): string | null =>
  [headers['x-forwarded-for'] ?? []].flat().join(',') || null;
