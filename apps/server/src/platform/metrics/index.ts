/** Figures about the server and its process, and the form in which Prometheus takes them. */
export { type CertificateWatch, createCertificateWatch } from './certificate-watch.ts';
export { createKeptReading } from './kept-reading.ts';
export { createLoopWatch, type LoopDelay, type LoopWatch } from './loop-delay.ts';
export { createMetrics, type LabelledFigure, type MetricFamily, type Metrics } from './metrics.ts';
export { countOpenFiles, type ProcessFigures, readProcessFigures } from './process-figures.ts';
