import { getServerStatus, type ServerStatus } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import type { ServerFigures } from './server-figures.ts';

/** What admins see of the server: the same figures as `/metrics`. */
export const serverStatusRoutes =
  ({ figures, now }: { readonly figures: () => Promise<ServerFigures>; readonly now: () => number }) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getServerStatus, async () => serverStatusOf(await figures(), now()));
  };

const serverStatusOf = (figures: ServerFigures, nowMs: number): ServerStatus => {
  const { run, version, uptimeSeconds, readiness, onAir, audio, maxListeners, loopDelay, realtime, chat } = figures;
  const { letters, jobs, pool, redis, disk, openFiles, mostOpenFiles, certificateDays } = figures;
  return {
    at: new Date(nowMs).toISOString(),
    run,
    version,
    uptimeSeconds,
    ready: readiness.isReady,
    dependencies: readiness.dependencies.map(({ name, isWell, reason }) => ({ name, well: isWell, reason })),
    audio: {
      ...audio,
      listeners: onAir.listeners,
      maxListeners,
      live: onAir.live,
      held: onAir.held,
      stations: onAir.stations.map(({ name, phase, listeners, lostMs, isDeadAir }) => ({
        station: name,
        state: phase,
        listeners,
        lostSeconds: lostMs / 1_000,
        deadAir: isDeadAir,
      })),
    },
    loopDelay,
    realtime,
    chat: { messages: chat.messages, refused: [...chat.refused.values()].reduce((sum, many) => sum + many, 0) },
    mail: letters,
    jobs,
    database: pool && {
      connections: pool.size,
      inUse: pool.inUse,
      waiting: pool.waiting,
      refused: pool.refusedStatements,
      lost: pool.lostStatements,
    },
    redis: redis && { connected: redis.isConnected, reconnects: redis.reconnects },
    disk,
    process: { ...figures.process, openFiles, mostOpenFiles },
    certificateDays,
  };
};
