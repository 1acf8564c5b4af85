import type { Clock, Timer } from '@livestreamer/clock';
import type { Logger } from '../platform/index.ts';
import { isPostgresUnreachable } from '../platform/postgres/index.ts';
import type { BroadcastCounters } from './broadcast-counters.ts';

/** One change of the database that must not be lost. Doing it twice is the same as doing it once. */
export interface BroadcastWrite {
  /** What it is, for the log. */
  readonly name: string;
  readonly broadcastId: string;
  /** A newer one of this name and broadcast may take its place while it waits. */
  readonly replaceable?: boolean;
  run(): Promise<void>;
}

/**
 * The way of shows into the database: for each station one write after the other, in order, each until it succeeds. The
 * audio never waits for it. A write is given up, with an entry in the log, only when the database refuses what it says time and
 * again, when too many wait, or when the server stops.
 */
export interface BroadcastWrites {
  add(stationId: string, write: BroadcastWrite): void;
  /** Ends when nothing waits. */
  idle(): Promise<void>;
  /** Gives up what still waits. */
  stop(): void;
}

interface BroadcastWritesOptions {
  readonly counters: BroadcastCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Checkpoints replace one another, so this is a station that goes on and off air all the time while the database is away. */
const MAX_WAITING = 100;
/** How often a write is tried that the database refuses for what it says. */
const MAX_REFUSALS = 5;
const UNDER_WAY = 'The server stops while a change of a broadcast is on its way; it may be stored or not.';
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 10_000;

/**
 * Whether trying again later is in vain: SQLSTATE classes 22 (the values), 23 (the constraints), 42 (the statement), and what is no
 * error of a database at all. A full disk, a standby, a deadlock, a cancelled statement pass.
 */
const isRefusal = (err: unknown): boolean => {
  if (isPostgresUnreachable(err)) return false;
  const code: unknown = err instanceof Error ? Reflect.get(err, 'code') : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? /^(?:22|23|42)/.test(code) : true;
};

interface StationQueue {
  readonly waiting: BroadcastWrite[];
  /** Under way. */
  current: BroadcastWrite | null;
  failures: number;
  refusals: number;
  retry: Timer | null;
}

export const createBroadcastWrites = ({ counters, clock, log }: BroadcastWritesOptions): BroadcastWrites => {
  const queues = new Map<string, StationQueue>();
  let onIdle: (() => void)[] = [];
  let isStopped = false;

  const lose = ({ name, broadcastId }: BroadcastWrite, fields: { reason: string; err?: unknown }): void => {
    counters.lostWrites += 1;
    log.error({ write: name, broadcastId, ...fields }, 'A change of a broadcast could not be stored and is lost.');
  };

  /** Takes care of a write that failed; the ms to wait before going on. */
  const onFailure = (queue: StationQueue, { write, err }: { write: BroadcastWrite; err: unknown }): number => {
    counters.failedWrites += 1;
    queue.failures += 1;
    if (isRefusal(err)) queue.refusals += 1;
    if (queue.refusals >= MAX_REFUSALS) {
      queue.failures = 0;
      queue.refusals = 0;
      lose(write, { reason: 'refused', err });
      return 0;
    }
    if (queue.failures === 1)
      log.warn(
        { write: write.name, broadcastId: write.broadcastId, err },
        'A broadcast could not be stored; trying again.',
      );
    queue.waiting.unshift(write);
    return Math.min(RETRY_MIN_MS * 2 ** (queue.failures - 1), RETRY_MAX_MS);
  };

  const work = async (stationId: string, queue: StationQueue): Promise<void> => {
    for (let write = queue.waiting.shift(); write; write = queue.waiting.shift()) {
      queue.current = write;
      try {
        await write.run();
        queue.failures = 0;
        queue.refusals = 0;
      } catch (err) {
        if (isStopped) return;
        const waitMs = onFailure(queue, { write, err });
        if (waitMs === 0) continue;
        queue.retry = clock.after(waitMs, () => void work(stationId, queue));
        return;
      } finally {
        queue.current = null;
      }
    }
    queues.delete(stationId);
    if (queues.size > 0) return;
    for (const resolve of onIdle) resolve();
    onIdle = [];
  };

  const put = ({ waiting }: StationQueue, write: BroadcastWrite): void => {
    const last = waiting.at(-1);
    if (last?.replaceable && last.name === write.name && last.broadcastId === write.broadcastId) waiting.pop();
    waiting.push(write);
    if (waiting.length <= MAX_WAITING) return;
    const oldest = waiting.shift();
    if (oldest) lose(oldest, { reason: 'too many wait' });
  };

  return {
    add: (stationId, write) => {
      const queue = queues.get(stationId);
      if (queue) {
        put(queue, write);
        return;
      }
      const created: StationQueue = { waiting: [write], current: null, failures: 0, refusals: 0, retry: null };
      queues.set(stationId, created);
      void work(stationId, created);
    },
    idle: () =>
      new Promise((resolve) => {
        if (queues.size === 0) resolve();
        else onIdle.push(resolve);
      }),
    stop: () => {
      isStopped = true;
      for (const { current, waiting, retry } of queues.values()) {
        retry?.cancel();
        if (current) log.warn({ write: current.name, broadcastId: current.broadcastId }, UNDER_WAY);
        for (const write of waiting.splice(0)) lose(write, { reason: 'the server stopped' });
      }
    },
  };
};
