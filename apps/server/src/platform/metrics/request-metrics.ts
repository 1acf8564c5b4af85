import { Counter, Histogram, type Registry } from 'prom-client';
import type { AnsweredRequest } from '../http/index.ts';

/** From a look into memory to a password that is hashed on a busy machine. */
const BUCKETS_S = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** Who goes sooner has left the page; who waited so long got no answer. */
const UNANSWERED_MS = 5_000;
/** What has no route of ours: pages, and addresses that are none. */
const NO_ROUTE = '(none)';

/** Requests by route. Routes are ours and few: what a stranger asks for can make no new one. */
export const createRequestMetrics = (registers: Registry[]): ((request: AnsweredRequest) => void) => {
  const requests = new Counter({
    name: 'livestreamer_http_requests_total',
    help: 'Requests that were answered, but for audio and realtime; left: the client went before that; unanswered: it went after five seconds or more.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'livestreamer_http_request_duration_seconds',
    help: 'Until the answer began, or the client went.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS_S,
    registers,
  });

  return ({ method, route, status, ms }) => {
    const of = { method, route: route ?? NO_ROUTE };
    requests.inc({ ...of, status: status === null ? goneAs(ms) : `${Math.floor(status / 100)}xx` });
    seconds.observe(of, ms / 1_000);
  };
};

const goneAs = (ms: number): string => (ms >= UNANSWERED_MS ? 'unanswered' : 'left');
