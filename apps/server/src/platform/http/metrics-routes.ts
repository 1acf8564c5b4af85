import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors.ts';

/** Figures for programs that collect them. */
export interface MetricsEndpoint {
  /** Opens them for whoever sends it; null: for nobody from elsewhere. */
  readonly token: string | null;
  readonly contentType: string;
  scrape(): Promise<string>;
}

/** What proxies add: with one of these it is not this machine that asks. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/i;

const PRIVATE =
  'The figures are private. Ask on the machine of the server itself, not through a proxy; or set LIVESTREAMER_METRICS_TOKEN and send it as “Authorization: Bearer <token>”.';

/** `/metrics`: for this very machine, and for whoever has the token. */
export const metricsRoutes = (app: FastifyInstance, { token, contentType, scrape }: MetricsEndpoint): void => {
  app.get('/metrics', { schema: { hide: true } }, async ({ raw }, reply) => {
    if (!isFromHere(raw) && !hasToken(raw, token)) throw new AppError('forbidden', { message: PRIVATE });
    return reply
      .header('cache-control', 'no-store')
      .type(contentType)
      .send(await scrape());
  });
};

const isFromHere = ({ socket, headers }: IncomingMessage): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') && PROXY_HEADERS.every((name) => headers[name] === undefined);

const hasToken = ({ headers }: IncomingMessage, token: string | null): boolean => {
  const [, given] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  return token !== null && given !== undefined && timingSafeEqual(digest(given), digest(token));
};

/** Of equal length whatever it is of, as the comparison needs it. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
