import type { Permission, Route, RouteReply, RouteRequest } from '@livestreamer/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { BodyTime } from './body-time.ts';
import { type Caller, callContextOf } from './call-context.ts';
import type { AddressOf } from './caller-address.ts';
import { inPlaceOf, UPLOAD_TIME_MS, uploadIn } from './http-uploads.ts';
import { type Floodgate, type Intake, isReading } from './request-intake.ts';
import { isCrossSite, type OriginAllowed } from './request-origin.ts';
import { restSchemaOf } from './rest-schema.ts';
import type { RouteHandler, RouteRegistrar } from './route-registrar.ts';

/** Throws unless somebody with these permissions (null: not signed in) may use a route of this access. */
export type Guard = (access: Route['access'], permissions: readonly Permission[] | null) => void;

interface RestRoutesOptions {
  readonly app: FastifyInstance;
  readonly intake: Intake;
  readonly guard: Guard;
  readonly originAllowed: OriginAllowed;
  readonly addressOf: AddressOf;
  readonly floodgate: Floodgate;
  readonly bodyTime: BodyTime;
}

/**
 * Registers routes of the contracts. For each request, in this order: refuse floods, refuse other sites' pages, find the caller, check access, read and validate, handle, strip the reply to its schema.
 */
export const createRestRoutes = (options: RestRoutesOptions): Pick<RouteRegistrar, 'add'> => {
  const { app, intake, guard, originAllowed, addressOf, floodgate, bodyTime } = options;
  const callers = new WeakMap<FastifyRequest, Caller>();

  const refuseOtherSites = ({ method, headers, host }: FastifyRequest): void => {
    if (isReading(method)) return;
    const { origin, 'sec-fetch-site': site } = headers;
    if (isCrossSite({ origin, host, site: typeof site === 'string' ? site : undefined }, originAllowed))
      throw new AppError('cross_site');
  };

  const prepareUpload = async ({ raw }: FastifyRequest, caller: Caller | null): Promise<void> => {
    if (caller) await floodgate.takeUpload(caller.accountId);
    bodyTime.extend(raw, UPLOAD_TIME_MS);
  };

  return {
    add: <R extends Route>(route: R, handler: RouteHandler<R>): void => {
      const { upload } = route;
      inPlaceOf({ app, upload }, (place) =>
        place.route({
          method: route.method,
          url: route.path,
          schema: restSchemaOf(route),
          onError: async (request, _, error) => intake.noteRefusal(request, error),
          onRequest: async (request) => {
            await intake.refuseFloods(request);
            refuseOtherSites(request);
            const caller = await intake.findCaller(request, { mayBeNobody: route.access === 'public' });
            guard(route.access, caller?.permissions ?? null);
            if (caller) callers.set(request, caller);
            if (upload) await prepareUpload(request, caller);
          },
          handler: async (request, reply) => {
            const { params, query, body } = request;
            const sent = upload ? { upload: uploadIn(body) } : { body };
            const validated = { params, query, ...sent } as RouteRequest<R>; // by the schemas of this very route
            const context = callContextOf({ request, reply, caller: callers.get(request) ?? null, addressOf });
            const answer: RouteReply<R> = await intake.inTime(() => handler(validated, context));
            return reply.code(route.status).header('cache-control', 'no-store').send(answer);
          },
        }),
      );
    },
  };
};
