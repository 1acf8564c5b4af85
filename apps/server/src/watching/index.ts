/** Watching over a server: readiness, figures for Prometheus, and the same ones for admins. */
export { createWatching, type Watching } from './watching.ts';
