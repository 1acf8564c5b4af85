import type { Clock } from '@livestreamer/clock';
import type { FastifyInstance } from 'fastify';
import { withDeadline } from '../deadline.ts';

/** What the server cannot work without; `check` fails while it is away. */
export interface Dependency {
  readonly name: string;
  check(): Promise<void>;
}

interface HealthRoutesOptions {
  readonly dependencies: readonly Dependency[];
  /** Whether new work is still welcome. */
  readonly isOpen: () => boolean;
  readonly clock: Clock;
}

const CHECK_DEADLINE_MS = 2_000;

/** `/health`: the process lives. `/ready`: it can serve, and which dependency is to blame if not (503). */
export const healthRoutes = (app: FastifyInstance, { dependencies, isOpen, clock }: HealthRoutesOptions): void => {
  const look = async ({ name, check }: Dependency): Promise<[string, 'ok' | 'failed']> => {
    try {
      await withDeadline({
        clock,
        ms: CHECK_DEADLINE_MS,
        work: check,
        late: () => new Error(`${name} did not answer`),
      });
      return [name, 'ok'];
    } catch {
      return [name, 'failed'];
    }
  };

  app.get('/health', { schema: { hide: true } }, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/ready', { schema: { hide: true } }, async (_, reply) => {
    const dependenciesNow = Object.fromEntries(await Promise.all(dependencies.map(look)));
    const ready = isOpen() && !Object.values(dependenciesNow).includes('failed');
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not ready', dependencies: dependenciesNow });
  });
};
