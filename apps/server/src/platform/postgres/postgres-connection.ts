import type { Clock } from '@livestreamer/clock';
import postgres, { type Sql as PostgresSql } from 'postgres';
import { pause, withDeadline } from '../deadline.ts';
import { POSTGRES_ARRAYS } from './postgres-arrays.ts';
import { createPostgresSockets } from './postgres-socket.ts';
import { ping } from './postgres-store.ts';
import { guardTransactions } from './postgres-transaction.ts';

/** A pool of connections, or a transaction of one. Columns come back in camelCase; `timestamptz` as Date, `bigint` as string. */
export type Sql = PostgresSql;

/** Connections of a server's pool. */
export const POOL_SIZE = 10;
const CONNECT_TIMEOUT_S = 5;
/** A statement that needs a new connection waits this long before the next attempt, so outages are told soon. */
const BACKOFF_S = 0.25;
const STATEMENT_TIMEOUT_MS = 15_000;
/** Longer than any statement may take: then it is the line. */
const ANSWER_WITHIN_MS = 20_000;
const FIRST_DEADLINE_MS = 20_000;
const RETRY_MS = 250;

/** Errors of a server that is not there yet: it may come, so trying again makes sense. */
const NOT_YET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '57P01', // admin_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
]);

/** Whether an error means that PostgreSQL could not be reached, rather than that it refused something. */
export const isPostgresUnreachable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && NOT_YET.has(error.code);

interface ConnectPostgresOptions {
  readonly url: string;
  readonly clock: Clock;
  /** How long a server that does not answer is waited for. */
  readonly deadlineMs?: number;
  /** 1 for a lock that lives as long as its connection. */
  readonly poolSize?: number;
  /** Within what time every statement hears something; null for statements that may take as long as they take. */
  readonly answerWithinMs?: number | null;
}

/** Connects and asks one question, again and again until the deadline; throws one sentence that says where and why not. Later losses mend themselves. */
export const connectPostgres = async (options: ConnectPostgresOptions): Promise<Sql> => {
  const {
    url,
    clock,
    deadlineMs = FIRST_DEADLINE_MS,
    poolSize = POOL_SIZE,
    answerWithinMs = ANSWER_WITHIN_MS,
  } = options;
  const socketOption = { socket: createPostgresSockets({ clock, answerWithinMs }) }; // documented, but not in its types
  const sql = postgres(url, {
    ...socketOption,
    max: poolSize,
    connect_timeout: CONNECT_TIMEOUT_S,
    backoff: () => BACKOFF_S,
    onnotice: () => undefined,
    connection: {
      application_name: 'livestreamer',
      statement_timeout: answerWithinMs === null ? 0 : STATEMENT_TIMEOUT_MS,
    },
    transform: { column: { from: postgres.toCamel } },
    fetch_types: false,
    types: POSTGRES_ARRAYS,
    ...(poolSize === 1 ? { max_lifetime: null } : {}),
  });
  guardTransactions(sql);
  const untilMs = clock.monotonicMs() + deadlineMs;
  const late = (): Error => new Error(`no answer within ${deadlineMs} ms`);
  for (;;) {
    try {
      await withDeadline({ clock, ms: untilMs - clock.monotonicMs(), work: () => ping(sql), late });
      return sql;
    } catch (error) {
      if (isPostgresUnreachable(error) && clock.monotonicMs() + RETRY_MS < untilMs) {
        await pause(clock, RETRY_MS);
        continue;
      }
      await sql.end({ timeout: 0 });
      const { host, pathname } = new URL(url);
      const reason = (error instanceof Error && (error.message || Reflect.get(error, 'code'))) || String(error);
      throw new Error(`PostgreSQL at ${host}${pathname} cannot be used: ${reason}`, { cause: error });
    }
  }
};
