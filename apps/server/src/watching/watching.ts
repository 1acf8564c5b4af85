import type { Clock } from '@livestreamer/clock';
import type { Http, HttpOptions, RouteRegistrar } from '../platform/http/index.ts';
import { type Chance, createDisk, createReadiness, type Part } from '../platform/index.ts';
import { createCertificateWatch, createLoopWatch, createMetrics } from '../platform/metrics/index.ts';
import { createServerFigures, type WatchedModules } from './server-figures.ts';
import { SERVER_METRICS } from './server-metrics.ts';
import { serverStatusRoutes } from './server-status-routes.ts';

/** What those look at who keep a server alive: programs and admins. */
export interface Watching {
  /** What the HTTP server is made with. */
  readonly http: Pick<HttpOptions, 'readiness' | 'metrics' | 'onAnswered'>;
  routes(registrar: RouteRegistrar): void;
  /** To be started last: then they are stopped first, and who asks whether the server is ready hears of its end before it comes. */
  readonly parts: readonly Part[];
}

interface WatchingOptions {
  readonly modules: WatchedModules;
  readonly version: string;
  readonly publicUrl: string | null;
  readonly dataDir: string;
  /** Opens `/metrics` for programs elsewhere. */
  readonly metricsToken: string | null;
  /** It is made after this, of this. */
  readonly http: () => Pick<Http, 'report'>;
  readonly maxListeners: number;
  readonly mostOpenFiles: number | null;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'shortId'>;
}

export const createWatching = (options: WatchingOptions): Watching => {
  const { modules, publicUrl, dataDir, metricsToken, clock } = options;
  const { database, cache, jobs } = modules;
  const disk = createDisk({ dir: dataDir });
  const readiness = createReadiness({
    dependencies: [database, ...(cache.figures() ? [cache] : []), disk, jobs],
    clock,
  });
  const certificate = createCertificateWatch({ publicUrl, clock });
  const figures = createServerFigures({ ...options, ...modules, readiness, disk, certificate });
  const scraped = createLoopWatch({ clock });
  const seen = createLoopWatch({ clock });
  const metrics = createMetrics({ families: SERVER_METRICS, figures: () => figures(scraped) });

  return {
    http: {
      readiness,
      metrics: { token: metricsToken, contentType: metrics.contentType, scrape: metrics.scrape },
      onAnswered: metrics.noteRequest,
    },
    routes: serverStatusRoutes({ figures: () => figures(seen), now: clock.now }),
    parts: [scraped, seen, certificate, { name: 'readiness', stop: readiness.close }],
  };
};
