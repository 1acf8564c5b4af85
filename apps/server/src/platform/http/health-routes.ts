import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../readiness.ts';

/**
 * `/health`: the process lives and its event loop turns, or nobody answers. `/ready`: it can serve, or not (503); and in
 * both cases which dependency is away, and why.
 */
export const healthRoutes = (app: FastifyInstance, readiness: Pick<Readiness, 'report'>): void => {
  app.get('/health', { schema: { hide: true } }, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/ready', { schema: { hide: true } }, async (_, reply) => {
    const { phase, isReady, dependencies } = await readiness.report();
    const reasons = [
      ...(phase === 'running' ? [] : [`The server is ${phase}.`]),
      ...dependencies.flatMap(({ reason }) => (reason === null ? [] : [reason])),
    ];
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: isReady ? 'ready' : 'not ready',
        dependencies: Object.fromEntries(dependencies.map(({ name, isWell }) => [name, isWell ? 'ok' : 'failed'])),
        ...(reasons.length > 0 && { reasons }),
      });
  });
};
