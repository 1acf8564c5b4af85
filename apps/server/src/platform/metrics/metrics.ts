import { Counter, Gauge, Registry } from 'prom-client';
import type { AnsweredRequest } from '../http/index.ts';
import { createRequestMetrics } from './request-metrics.ts';

/** One of several figures of a kind, told apart by its labels. */
export interface LabelledFigure {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A figure, several with labels, or null: not known, and then left out rather than told wrongly. */
export type Figure = number | null | readonly LabelledFigure[];

/** What is told under one name: `livestreamer_<module>_<what>_<unit>`. */
export interface MetricFamily<Figures> {
  readonly name: string;
  /** A `counter` only ever goes up, until the server starts anew, and its name ends in `_total`. */
  readonly kind: 'gauge' | 'counter';
  readonly help: string;
  readonly labels?: readonly string[];
  readonly read: (figures: Figures) => Figure;
}

/** Figures in the text form of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export interface Metrics {
  readonly contentType: string;
  scrape(): Promise<string>;
  /** Counts one request. */
  noteRequest(request: AnsweredRequest): void;
}

interface MetricsOptions<Figures> {
  readonly families: readonly MetricFamily<Figures>[];
  /** Everything that the families tell of, at one moment. */
  readonly figures: () => Promise<Figures>;
}

/** Registers on a registry of its own, never on the global one of the library: two servers in one process do not meet. */
export const createMetrics = <Figures>({ families, figures }: MetricsOptions<Figures>): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  const told = families.map(({ read, ...family }) => ({ read, tell: createTeller(family, registers) }));
  const noteRequest = createRequestMetrics(registers);

  return {
    contentType: registry.contentType,
    noteRequest,
    scrape: async () => {
      const now = await figures();
      for (const { read, tell } of told) tell(asLabelled(read(now)));
      return registry.metrics();
    },
  };
};

const asLabelled = (figure: Figure): readonly LabelledFigure[] => {
  if (figure === null) return [];
  return typeof figure === 'number' ? [{ labels: {}, value: figure }] : figure;
};

type Teller = (figures: readonly LabelledFigure[]) => void;

/** Puts figures in place of those that were told before; what is not there any more is told no more. */
const createTeller = (
  { name, kind, help, labels = [] }: Omit<MetricFamily<never>, 'read'>,
  registers: Registry[],
): Teller => {
  const options = { name, help, labelNames: [...labels], registers };
  if (kind === 'gauge') {
    const gauge = new Gauge(options);
    return (figures) => {
      forget(gauge, labels);
      for (const { labels: of, value } of figures) gauge.set({ ...of }, value);
    };
  }
  const counter = new Counter(options);
  return (figures) => {
    forget(counter, labels);
    for (const { labels: of, value } of figures) counter.inc({ ...of }, value);
  };
};

/** `reset` leaves a 0 where there are no labels, which would be a figure. */
const forget = (metric: Gauge | Counter, labels: readonly string[]): void => {
  metric.reset();
  if (labels.length === 0) metric.remove();
};
