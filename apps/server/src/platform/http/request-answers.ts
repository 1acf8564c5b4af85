import type { FastifyInstance, FastifyRequest } from 'fastify';
import { REQUEST_ID_HEADER } from './request-id.ts';
import type { AnsweredRequest } from './request-log.ts';

/** Gives every answer the id of its request, and tells of each that is out. */
export const heedAnswers = (app: FastifyInstance, onAnswered: (answered: AnsweredRequest) => void): void => {
  const beganMs = new WeakMap<FastifyRequest, number>();
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id);
    done();
  });
  app.addHook('onSend', (request, reply, _, done) => {
    beganMs.set(request, reply.elapsedTime);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { id, method, routeOptions } = request;
    const ms = beganMs.get(request) ?? reply.elapsedTime;
    onAnswered({ id, method, route: routeOptions.url ?? null, status: reply.statusCode, ms });
    done();
  });
};
