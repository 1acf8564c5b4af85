import {
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  createClient,
  DisconnectsClientError,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
} from '@redis/client';
import type { Logger } from '../logger.ts';

const CONNECT_DEADLINE_MS = 5_000;
const PING_INTERVAL_MS = 1_000;
/** A connection that hears nothing for this long, in spite of the pings, is given up: no command waits longer, and a request may need two. */
const SILENCE_MS = 3_000;
const RETRY_MIN_MS = 50;
const RETRY_MAX_MS = 2_000;

const buildClient = (url: string, mayRetry: () => boolean) =>
  createClient({
    url,
    RESP: 3,
    disableOfflineQueue: true,
    pingInterval: PING_INTERVAL_MS,
    socket: {
      connectTimeout: CONNECT_DEADLINE_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => mayRetry() && Math.min(RETRY_MIN_MS * 2 ** retries, RETRY_MAX_MS),
    },
  });

/** A connection to Redis that comes back by itself. While it is down every command fails at once. */
export type Redis = ReturnType<typeof buildClient>;

interface ConnectRedisOptions {
  /** `redis://…` or `rediss://…`, with the database number as path. */
  readonly url: string;
  readonly log: Logger;
  /** Hears each time that a connection which was lost is there again. */
  readonly onBack?: () => void;
  /** How often the first connection is tried before giving up. */
  readonly firstAttempts?: number;
}

/** Connects, or throws one sentence that names the server and the reason. Later losses are logged once each and mended. */
export const connectRedis = async (options: ConnectRedisOptions): Promise<Redis> => {
  const { url, log, onBack = () => undefined, firstAttempts = 6 } = options;
  let attempts = 0;
  let connected = false;
  let lost = false;
  const redis = buildClient(url, () => connected || ++attempts < firstAttempts);

  redis.on('error', (error: Error) => {
    if (connected && !lost) log.error({ reason: error.message }, 'Redis is not reachable. Trying again until it is.');
    lost = true;
  });
  redis.on('ready', () => {
    if (connected && lost) {
      onBack();
      log.info({}, 'Redis is reachable again.');
    }
    connected = true;
    lost = false;
  });

  try {
    await redis.connect();
  } catch (error) {
    const { host } = new URL(url);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Redis at ${host} (REDIS_URL) is not reachable: ${reason}`, { cause: error });
  }
  return redis;
};

const UNREACHABLE = [
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
];

/** Whether an error means that Redis could not be reached, rather than that it refused something. */
export const isRedisUnreachable = (error: unknown): boolean => UNREACHABLE.some((kind) => error instanceof kind);
