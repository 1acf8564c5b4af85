import type { MetricFamily } from '../platform/metrics/index.ts';
import { AUDIO_METRICS } from './audio-metrics.ts';
import { MACHINE_METRICS } from './machine-metrics.ts';
import { PEOPLE_METRICS } from './people-metrics.ts';
import type { ServerFigures } from './server-figures.ts';

/** Everything that `/metrics` tells, beside the requests that are counted as they are answered. */
export const SERVER_METRICS: readonly MetricFamily<ServerFigures>[] = [
  ...AUDIO_METRICS,
  ...PEOPLE_METRICS,
  ...MACHINE_METRICS,
];
