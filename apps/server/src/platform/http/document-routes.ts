import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type ByteRange, byteRangeOf } from './byte-range.ts';
import { attachmentNamed } from './content-disposition.ts';
import { bytesOfPieces, openPieces, piecesWithin } from './document-body.ts';
import { preconditionOf, rangeHolds } from './document-conditions.ts';
import type { DocumentPiece, DocumentReply, DocumentRequest } from './document-reply.ts';
import type { Intake } from './request-intake.ts';
import type { RouteRegistrar } from './route-registrar.ts';

interface DocumentRoutesOptions {
  readonly app: FastifyInstance;
  readonly intake: Intake;
  /**
   * How long a client may take nothing. Longer than for other answers: a browser that has enough audio for the next minutes leaves the
   * rest where it is, and comes for it later.
   */
  readonly stallMs: number;
  readonly log: Logger;
}

/** Registers documents. For each request, in this order: refuse floods, find the caller, ask the handler, then what RFC 9110 says: preconditions, range, body. */
export const createDocumentRoutes = (options: DocumentRoutesOptions): Pick<RouteRegistrar, 'addDocument'> => {
  const { app, intake, stallMs, log } = options;

  const bodyOf = async ({ id, routeOptions }: FastifyRequest, pieces: readonly DocumentPiece[]): Promise<Readable> => {
    const body = await openPieces(pieces);
    body.on('error', (err) =>
      log.error({ id, route: routeOptions.url, err }, 'A file could not be read to its end; the answer was cut off.'),
    );
    return body;
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply, document: DocumentReply): Promise<unknown> => {
    const pieces = piecesOf(document);
    const bytes = bytesOfPieces(pieces);
    const header = headerOf(request);
    const version = { etag: etagOf(document), lastModified: document.lastModified ?? null };
    describe(reply, { document, etag: version.etag });

    const precondition = preconditionOf(header, version);
    if (precondition === 'failed') throw new AppError('precondition_failed');
    if (precondition === 'not-modified') return reply.code(304).send();

    const range = rangeOf(request, { bytes, holds: rangeHolds(header, version) });
    if (range === 'none') {
      reply.header('content-range', `bytes */${bytes}`);
      throw new AppError('range_not_satisfiable');
    }
    const part = range === 'whole' ? { start: 0, end: bytes } : range;
    if (range !== 'whole') reply.code(206).header('content-range', `bytes ${part.start}-${part.end - 1}/${bytes}`);
    reply.header('content-type', document.contentType).header('content-length', part.end - part.start);
    if (document.downloadName !== undefined)
      reply.header('content-disposition', attachmentNamed(document.downloadName));
    if (request.method === 'HEAD') return reply.send();
    const body = await bodyOf(request, piecesWithin(pieces, part));
    request.raw.socket.setTimeout(stallMs);
    return reply.send(body);
  };

  return {
    addDocument: ({ path, access }, handler) => {
      app.route({
        method: ['GET', 'HEAD'],
        url: path,
        exposeHeadRoute: false,
        schema: { hide: true },
        onError: async (request, _, error) => intake.noteRefusal(request, error),
        onRequest: intake.refuseFloods,
        handler: async (request, reply) => {
          const caller = access === 'public' ? null : await intake.findCaller(request, { mayBeNobody: true });
          const asked: DocumentRequest = {
            params: textsIn(request.params),
            query: textsIn(request.query),
            caller,
            method: request.method === 'HEAD' ? 'HEAD' : 'GET',
            header: headerOf(request),
          };
          return answer(request, reply, await intake.inTime(() => handler(asked)));
        },
      });
    },
  };
};

const piecesOf = ({ body }: DocumentReply): readonly DocumentPiece[] => {
  if (typeof body === 'string') return [Buffer.from(body)];
  return body instanceof Uint8Array ? [body] : body;
};

const etagOf = ({ etag, body }: DocumentReply): string | null => {
  if (etag !== undefined) return etag;
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return null;
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
};

/** The headers that a 304 has as well. */
const describe = (reply: FastifyReply, { document, etag }: { document: DocumentReply; etag: string | null }): void => {
  const { cache, lastModified } = document;
  reply.header('accept-ranges', 'bytes').header('cache-control', cacheControlOf(cache));
  if (etag !== null) reply.header('etag', etag);
  if (lastModified) reply.header('last-modified', lastModified.toUTCString());
  if (cache !== 'no-store' && cache.isPublic) reply.header('cross-origin-resource-policy', 'cross-origin');
};

const cacheControlOf = (cache: DocumentReply['cache']): string => {
  if (cache === 'no-store') return cache;
  const audience = cache.isPublic ? 'public' : 'private';
  return cache.seconds === 0
    ? `${audience}, no-cache`
    : `${audience}, max-age=${cache.seconds}${cache.isImmutable ? ', immutable' : ''}`;
};

/** Ranges are for GET alone (RFC 9110 §14.2). */
const rangeOf = (
  request: FastifyRequest,
  { bytes, holds }: { bytes: number; holds: boolean },
): ByteRange | 'whole' | 'none' => {
  const { range } = request.headers;
  return range === undefined || request.method !== 'GET' || !holds ? 'whole' : byteRangeOf(range, bytes);
};

const headerOf =
  ({ headers }: FastifyRequest) =>
  (name: string): string | null => {
    const value = headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  };

/** What was given twice is a list, and left out. */
const textsIn = (given: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(given ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
