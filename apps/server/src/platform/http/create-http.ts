import type { IncomingMessage, Server } from 'node:http';
import type { Clock } from '@livestreamer/clock';
import { LIMITS, PROBLEM_MEDIA_TYPE } from '@livestreamer/contracts';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Chance } from '../chance.ts';
import { withDeadline } from '../deadline.ts';
import { AppError } from '../errors.ts';
import type { Part } from '../lifecycle.ts';
import type { Logger } from '../logger.ts';
import { problemOf } from '../problem.ts';
import type { Readiness } from '../readiness.ts';
import { type AnswerCounters, createAnswering } from './answering.ts';
import { createBodyTime } from './body-time.ts';
import type { CallerOfCookie } from './call-context.ts';
import type { AddressOf } from './caller-address.ts';
import { createDocumentRoutes } from './document-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { type MetricsEndpoint, metricsRoutes } from './metrics-routes.ts';
import {
  closeForConnections,
  createNeverListeningServer,
  openForConnections,
  type TakeRequest,
} from './never-listening-server.ts';
import { describeRoutes } from './openapi.ts';
import { answerProblems, sendProblem } from './problem-replies.ts';
import { heedAnswers } from './request-answers.ts';
import { createRequestIds, REQUEST_ID_HEADER } from './request-id.ts';
import { createIntake, type Floodgate } from './request-intake.ts';
import { type AnsweredRequest, createRequestLog, type RequestLogCounters } from './request-log.ts';
import type { OriginAllowed } from './request-origin.ts';
import { createRestRoutes, type Guard } from './rest-routes.ts';
import type { RouteRegistrar } from './route-registrar.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { takeUpgrades, type WebSocketPaths } from './upgrades.ts';
import { servePages } from './web-pages.ts';

export interface HttpOptions {
  /** Sees each request before the routes do. */
  readonly takeRequest: TakeRequest;
  readonly webSockets: WebSocketPaths;
  readonly routes: readonly ((registrar: RouteRegistrar) => void)[];
  readonly callerOfCookie: CallerOfCookie;
  readonly guard: Guard;
  readonly originAllowed: OriginAllowed;
  /** Opened and closed with this. */
  readonly readiness: Readiness;
  /** Null: there are none. */
  readonly metrics: MetricsEndpoint | null;
  readonly addressOf: AddressOf;
  readonly isTrustedProxy: (address: string) => boolean;
  readonly floodgate: Floodgate;
  /** Whether people come by https. */
  readonly https: boolean;
  readonly webDir: string;
  /** How many lines of the log a second requests may have that went well. */
  readonly logLinesPerSecond: number;
  /** Hears of each request that the routes answered. */
  readonly onAnswered?: (request: AnsweredRequest) => void;
  readonly headTimeoutMs?: number;
  readonly bodyTimeoutMs?: number;
  readonly answerStallMs?: number;
  readonly documentStallMs?: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** REST, pages and WebSocket upgrades, on an HTTP server that never listens itself. */
export interface Http extends Part {
  /** Give it connections by `emit('connection', socket)`, between start and stop. */
  readonly server: Server;
  report(): Readonly<AnswerCounters & RequestLogCounters>;
}

const HEAD_TIMEOUT_MS = 15_000;
const BODY_TIMEOUT_MS = 20_000;
const ANSWER_STALL_MS = 30_000;
const DOCUMENT_STALL_MS = 120_000;
/** How long requests that are being answered may go on when the server stops. */
const DRAIN_MS = 1_500;

export const createHttp = (options: HttpOptions): Http => {
  const { takeRequest, clock, chance, log } = options;
  const { headTimeoutMs = HEAD_TIMEOUT_MS, bodyTimeoutMs = BODY_TIMEOUT_MS } = options;
  const { answerStallMs = ANSWER_STALL_MS, documentStallMs = DOCUMENT_STALL_MS } = options;
  const answering = createAnswering();
  const bodyTime = createBodyTime({ clock, timeoutMs: bodyTimeoutMs });
  const requestLog = createRequestLog({ linesPerSecond: options.logLinesPerSecond, clock, log });
  const { readiness, metrics, onAnswered = () => undefined } = options;

  const app = fastify({
    logger: false,
    bodyLimit: LIMITS.requestBodyBytes,
    genReqId: createRequestIds(options),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, _, reply) => void sendProblem(reply, new AppError('bad_request', { cause: error })),
    clientErrorHandler: (_, socket) => {
      if (!socket.writable) return void socket.destroy();
      socket.end(badRequest(chance.shortId()), () => socket.destroy());
    },
    serverFactory: (handle) =>
      createNeverListeningServer({
        takeRequest,
        headTimeoutMs,
        bodyTime,
        answerStallMs,
        answering,
        routes: handle,
      }),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser('text/plain');
  const isRefused = (request: IncomingMessage): boolean => options.floodgate.isBanned(options.addressOf(request));
  takeUpgrades(app.server, { paths: options.webSockets, answering, isRefused });

  return {
    name: 'http',
    server: app.server,
    report: () => ({ ...answering.counters, ...requestLog.counters }),
    start: async () => {
      answerProblems(app, log);
      heedAnswers(app, (answered) => {
        requestLog.note(answered);
        onAnswered(answered);
      });
      await setSecurityHeaders(app, options);
      await describeRoutes(app);
      healthRoutes(app, readiness);
      if (metrics) metricsRoutes(app, metrics);
      app.addHook('onRequest', async ({ raw }) => {
        if (isRefused(raw)) throw new AppError('address_banned');
      });
      const intake = createIntake(options);
      const registrar = {
        ...createRestRoutes({ app, intake, bodyTime, ...options }),
        ...createDocumentRoutes({ app, intake, stallMs: documentStallMs, log }),
      };
      for (const register of options.routes) register(registrar);
      await servePages(app, options.webDir);
      await app.ready();
      openForConnections(app.server);
      readiness.open();
    },
    stop: async () => {
      readiness.close();
      const late = () => new Error('still answering');
      await withDeadline({ clock, ms: DRAIN_MS, work: answering.drained, late }).catch(() => undefined);
      await app.close();
      await closeForConnections(app.server);
      app.server.closeAllConnections();
      requestLog.stop();
    },
  };
};

/** For what is not HTTP; there is no request to reply to. */
const badRequest = (id: string): string => {
  const body = JSON.stringify(problemOf(new AppError('bad_request'), id));
  const head = `${REQUEST_ID_HEADER}: ${id}\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}`;
  return `HTTP/1.1 400 Bad Request\r\n${head}\r\nConnection: close\r\n\r\n${body}`;
};
