import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../readiness.ts';

/**
 * `/health`: the process lives and its event loop turns, or nobody answers. `/ready`: it can serve; if not (503), which dependency is to
 * blame, and why.
 */
export const healthRoutes = (app: FastifyInstance, readiness: Pick<Readiness, 'report'>): void => {
  app.get('/health', { schema: { hide: true } }, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/ready', { schema: { hide: true } }, async (_, reply) => {
    const { phase, isReady, dependencies } = await readiness.report();
    const reasons = dependencies.flatMap(({ reason }) => (reason === null ? [] : [reason]));
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: isReady ? 'ready' : 'not ready',
        dependencies: Object.fromEntries(dependencies.map(({ name, isWell }) => [name, isWell ? 'ok' : 'failed'])),
        ...(isReady ? {} : { reasons: phase === 'running' ? reasons : [`The server is ${phase}.`, ...reasons] }),
      });
  });
};
