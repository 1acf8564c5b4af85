import type { Clock } from '@livestreamer/clock';
import type { Permission, Route, RouteReply, RouteRequest } from '@livestreamer/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { withDeadline } from '../deadline.ts';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type Caller, type CallerOfCookie, callContextOf } from './call-context.ts';
import type { AddressOf } from './caller-address.ts';
import { toAppError } from './error-mapping.ts';
import { isCrossSite, type OriginAllowed } from './request-origin.ts';
import { restSchemaOf } from './rest-schema.ts';
import type { RouteHandler, RouteRegistrar } from './route-registrar.ts';

/** Throws unless somebody with these permissions (null: not signed in) may use a route of this access. */
export type Guard = (access: Route['access'], permissions: readonly Permission[] | null) => void;

/** Who may come, and how often. */
export interface Floodgate {
  /** Everything from this address is refused. */
  isBanned(address: string): boolean;
  /** Counts one; throws `too_many_requests`. */
  take(kind: 'read' | 'change', address: string): Promise<void>;
  /** Hears that somebody was told to wait. */
  noteRefusal(address: string): void;
}

interface RestRoutesOptions {
  readonly app: FastifyInstance;
  readonly guard: Guard;
  readonly callerOfCookie: CallerOfCookie;
  readonly originAllowed: OriginAllowed;
  readonly addressOf: AddressOf;
  readonly floodgate: Floodgate;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Whatever a database or a cache does, a caller gets an answer. */
const ANSWER_DEADLINE_MS = 10_000;
const RETRY_AFTER_S = 5;

/**
 * Registers routes of the contracts. For each request, in this order: refuse floods, refuse other sites' pages, find the caller, check access, read and validate, handle, strip the reply to its schema.
 */
export const createRestRoutes = (options: RestRoutesOptions): RouteRegistrar => {
  const { app, guard, callerOfCookie, originAllowed, addressOf, floodgate, clock, log } = options;
  const callers = new WeakMap<FastifyRequest, Caller>();

  const inTime = <T>(work: () => Promise<T>): Promise<T> => {
    const late = () => new AppError('unavailable', { retryAfterS: RETRY_AFTER_S });
    return withDeadline({ clock, ms: ANSWER_DEADLINE_MS, work, late });
  };

  const refuseFloods = async ({ method, raw }: FastifyRequest): Promise<void> => {
    await floodgate.take(isReading(method) ? 'read' : 'change', addressOf(raw));
  };

  const refuseOtherSites = ({ method, headers, host }: FastifyRequest): void => {
    if (isReading(method)) return;
    const { origin, 'sec-fetch-site': site } = headers;
    if (isCrossSite({ origin, host, site: typeof site === 'string' ? site : undefined }, originAllowed))
      throw new AppError('cross_site');
  };

  const findCaller = async (route: Route, request: FastifyRequest): Promise<Caller | null> => {
    try {
      return await inTime(() => callerOfCookie(request.headers.cookie ?? null, addressOf(request.raw)));
    } catch (error) {
      // Who cannot be recognised may still see what everybody may see.
      if (route.access !== 'public' || toAppError(error).code !== 'unavailable') throw error;
      log.warn({ id: request.id, err: error }, 'A caller could not be recognised; answering as to a visitor.');
      return null;
    }
  };

  return {
    add: <R extends Route>(route: R, handler: RouteHandler<R>): void => {
      app.route({
        method: route.method,
        url: route.path,
        schema: restSchemaOf(route),
        onError: async (request, _, error) => {
          if (error instanceof AppError && error.code === 'too_many_requests')
            floodgate.noteRefusal(addressOf(request.raw));
        },
        onRequest: async (request) => {
          await refuseFloods(request);
          refuseOtherSites(request);
          const caller = await findCaller(route, request);
          guard(route.access, caller?.permissions ?? null);
          if (caller) callers.set(request, caller);
        },
        handler: async (request, reply) => {
          const { params, query, body } = request;
          const validated = { params, query, body } as RouteRequest<R>; // by the schemas of this very route
          const context = callContextOf({ request, reply, caller: callers.get(request) ?? null, addressOf });
          const answer: RouteReply<R> = await inTime(() => handler(validated, context));
          return reply.code(route.status).header('cache-control', 'no-store').send(answer);
        },
      });
    },
  };
};

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';
