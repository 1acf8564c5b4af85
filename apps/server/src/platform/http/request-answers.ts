import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REQUEST_ID_HEADER } from './request-id.ts';
import type { AnsweredRequest } from './request-log.ts';

/** Gives every answer the id of its request, and tells of each that is out, and of each that nobody waits for any more. */
export const heedAnswers = (app: FastifyInstance, onAnswered: (answered: AnsweredRequest) => void): void => {
  const beganMs = new WeakMap<FastifyRequest, number>();
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id);
    // Fastify tells of those alone that are written to their end.
    reply.raw.once('close', () => tell(request, reply));
    done();
  });
  app.addHook('onSend', (request, reply, _, done) => {
    beganMs.set(request, reply.elapsedTime);
    done();
  });
  const tell = (request: FastifyRequest, reply: FastifyReply): void => {
    const { id, method, routeOptions } = request;
    const status = reply.raw.headersSent ? reply.statusCode : null;
    const ms = beganMs.get(request) ?? reply.elapsedTime;
    onAnswered({ id, method, route: routeOptions.url ?? null, status, ms });
  };
};
