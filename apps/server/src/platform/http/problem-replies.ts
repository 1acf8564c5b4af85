import { PROBLEM_MEDIA_TYPE } from '@livestreamer/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { problemOf } from '../problem.ts';
import { toAppError } from './error-mapping.ts';
import { REQUEST_ID_HEADER } from './request-id.ts';

/** The one place that answers with problem+json. */
export const sendProblem = (reply: FastifyReply, error: AppError): FastifyReply => {
  if (error.retryAfterS !== undefined) reply.header('retry-after', error.retryAfterS);
  return reply
    .code(error.status)
    .header('cache-control', 'no-store')
    .header(REQUEST_ID_HEADER, reply.request.id)
    .type(PROBLEM_MEDIA_TYPE)
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemOf(error, reply.request.id));
};

/** What of a request may be logged: its route, never its address, which may hold a token. */
const nameOf = ({ id, method, routeOptions }: FastifyRequest) => ({ id, method, route: routeOptions.url ?? null });

/** Makes every error of the routes a problem, and logs those that are not the caller's fault. */
export const answerProblems = (app: FastifyInstance, log: Logger): void => {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = toAppError(error);
    const fields = { ...nameOf(request), code: known.code };
    if (known.code === 'internal')
      log.error({ ...fields, err: error }, 'A request failed because of an error on the server.');
    else if (known.status >= 500) log.warn({ ...fields, err: error }, 'A request could not be answered.');
    else log.debug(fields, 'A request was refused.');
    return sendProblem(reply, known);
  });
};
