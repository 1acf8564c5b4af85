import type { MetricFamily } from '../platform/metrics/index.ts';
import type { ServerFigures } from './server-figures.ts';

type Family = MetricFamily<ServerFigures>;
type Read = (figures: ServerFigures) => number | null | undefined;

const gauge = (name: string, help: string, read: Read): Family => ({
  name: `livestreamer_${name}`,
  kind: 'gauge',
  help,
  read: (figures) => read(figures) ?? null,
});

const counter = (name: string, help: string, read: Read): Family => ({
  name: `livestreamer_${name}_total`,
  kind: 'counter',
  help,
  read: (figures) => read(figures) ?? null,
});

const seconds = (ms: number): number => ms / 1_000;

/** The process, and what it stands on. */
export const MACHINE_METRICS: readonly Family[] = [
  {
    ...gauge('build_info', 'Which server this is; always 1.', () => 1),
    labels: ['version', 'node'],
    read: ({ version }) => [{ labels: { version, node: process.versions.node }, value: 1 }],
  },
  gauge('ready', '1 while the server can serve, as /ready says.', ({ readiness }) => Number(readiness.isReady)),
  {
    ...gauge('dependency_up', 'Whether each thing that the server works with is well.', () => 1),
    labels: ['name'],
    read: ({ readiness }) =>
      readiness.dependencies.map(({ name, isWell }) => ({ labels: { name }, value: Number(isWell) })),
  },
  gauge('process_uptime_seconds', 'Since the server was started.', ({ uptimeSeconds }) => uptimeSeconds),
  counter(
    'process_cpu_seconds',
    'Time of the processor used, by all threads.',
    ({ process: { cpuSeconds } }) => cpuSeconds,
  ),
  gauge('process_resident_bytes', 'Memory held.', ({ process: { residentBytes } }) => residentBytes),
  gauge('process_heap_bytes', 'Of it, used by JavaScript.', ({ process: { heapBytes } }) => heapBytes),
  gauge('process_open_files', 'Open files and sockets.', ({ openFiles }) => openFiles),
  gauge('process_open_files_max', 'How many there may be.', ({ mostOpenFiles }) => mostOpenFiles),
  {
    ...gauge('loop_delay_seconds', 'By how much the event loop came late since the last scrape.', () => 0),
    labels: ['stat'],
    read: ({ loopDelay }) =>
      loopDelay && [
        { labels: { stat: 'p50' }, value: seconds(loopDelay.p50Ms) },
        { labels: { stat: 'p99' }, value: seconds(loopDelay.p99Ms) },
        { labels: { stat: 'max' }, value: seconds(loopDelay.maxMs) },
      ],
  },
  gauge('disk_free_bytes', 'Room left on the disk of DATA_DIR.', ({ disk }) => disk?.freeBytes),
  gauge('disk_total_bytes', 'Size of that disk.', ({ disk }) => disk?.totalBytes),
  gauge('postgres_connections_max', 'Connections of the pool.', ({ pool }) => pool?.size),
  gauge('postgres_connections_used', 'Of these, those with something under way.', ({ pool }) => pool?.inUse),
  gauge('postgres_waiting', 'Statements and transactions that wait for their turn.', ({ pool }) => pool?.waiting),
  counter(
    'postgres_statements_refused',
    'Statements that PostgreSQL refused, conflicts among them.',
    ({ pool }) => pool?.refusedStatements,
  ),
  counter(
    'postgres_statements_lost',
    'Statements without an answer: the database was away.',
    ({ pool }) => pool?.lostStatements,
  ),
  gauge(
    'redis_connected',
    '1 while Redis is connected; missing where there is none.',
    ({ redis }) => redis && Number(redis.isConnected),
  ),
  counter('redis_reconnects', 'How often Redis was back after it was lost.', ({ redis }) => redis?.reconnects),
  gauge('mail_waiting', 'Letters that wait for the mail server, on all servers.', ({ letters }) => letters?.waiting),
  gauge(
    'mail_oldest_waiting_seconds',
    'How long the oldest of these has waited; 0 for none.',
    ({ letters }) => letters?.oldestSeconds,
  ),
  gauge(
    'mail_given_up',
    'Letters of the last week that were given up, on all servers.',
    ({ letters }) => letters?.givenUp,
  ),
  counter(
    'mail_sent',
    'Letters that the mail server took from this server.',
    ({ letterCounters }) => letterCounters.sent,
  ),
  counter(
    'mail_attempts_failed',
    'Attempts that failed and are made again.',
    ({ letterCounters }) => letterCounters.failedAttempts,
  ),
  gauge('jobs_due', 'Jobs whose time has come, on all servers.', ({ jobs }) => jobs?.due),
  gauge(
    'jobs_oldest_due_seconds',
    'How long the oldest of these is overdue; 0 for none.',
    ({ jobs }) => jobs?.oldestDueSeconds,
  ),
  gauge('jobs_planned', 'Jobs whose time is still to come.', ({ jobs }) => jobs?.planned),
  gauge('jobs_under_way', 'Jobs that are being done.', ({ jobs }) => jobs?.underWay),
  gauge('jobs_failed', 'Jobs that failed for the last time, and stay in the queue.', ({ jobs }) => jobs?.failed),
  counter(
    'http_connections_closed_stalled',
    'Connections that did not take their answer.',
    ({ http }) => http.closedStalled,
  ),
  counter(
    'http_connections_closed_greedy',
    'Connections that asked on and on without waiting.',
    ({ http }) => http.closedTooManyAsked,
  ),
  counter('log_requests_left_out', 'Requests without a line in the log.', ({ http }) => http.leftOut),
  gauge(
    'certificate_remaining_days',
    'Until the certificate of PUBLIC_URL ends; missing where there is none.',
    ({ certificateDays }) => certificateDays,
  ),
];
