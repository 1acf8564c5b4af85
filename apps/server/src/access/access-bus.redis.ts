import type { Clock, Timer } from '@livestreamer/clock';
import { type Chance, type Logger, withDeadline } from '../platform/index.ts';
import type { Redis } from '../platform/redis/index.ts';
import type { AccessBus, AccessBusListener } from './access-bus.ts';

interface RedisAccessBusOptions {
  readonly redis: Redis;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** How long the first connection may take. Redis was there a moment ago, so it is not tried for long. */
const START_DEADLINE_MS = 5_000;

/** Changes that are remembered while nobody can be told. */
const MOST_UNTOLD = 1_000;
const TELL_AGAIN_MS = 2_000;

/** `<node> gap`: more has changed than can be told. */
const GAP = /^(\S+) gap$/;
/** `<node> <account>`: a UUID, so that nothing else is taken for one. */
const MESSAGE = /^(\S+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The bus of several nodes, over Redis. This node hears its own changes at once and without Redis; the others by a channel.
 *
 * - A node that can hear again has a gap, and looks at everything.
 * - What this node could not tell it tells as soon as Redis takes it: the others heard each other all the while, and noticed nothing. When
 *   that is too much to remember, it tells of a gap.
 */
export const createRedisAccessBus = ({ redis, clock, chance, log }: RedisAccessBusOptions): AccessBus => {
  const counters = { heardHereOnly: 0 };
  const node = chance.shortId();
  // Channels are not kept apart by database, as keys are.
  const channel = `livestreamer:access:${redis.options.database ?? 0}`;
  let listener: AccessBusListener | null = null;
  let stopped = false;
  /** Accounts whose change the others have not heard of; null: too many. */
  let untold: Set<string> | null = new Set();
  let telling: Timer | null = null;

  const subscriber = redis.duplicate();
  subscriber.on('error', () => undefined); // whoever made `redis` logs that it is lost
  // An attempt that is under way when the client is destroyed goes on, and may succeed (@redis/client 6).
  subscriber.on('ready', () => {
    if (stopped) subscriber.destroy();
    else listener?.onGap();
  });

  const hear = (message: string): void => {
    const [, sender, accountId] = MESSAGE.exec(message) ?? GAP.exec(message) ?? [];
    if (sender === undefined || sender === node) return;
    if (accountId === undefined) listener?.onGap();
    else listener?.onChange(accountId);
  };

  const subscribe = async (): Promise<void> => {
    await subscriber.connect();
    await subscriber.subscribe(channel, hear);
  };

  const isAllTold = (): boolean => untold?.size === 0;

  const remember = (accountId: string, err: unknown): void => {
    counters.heardHereOnly += 1;
    if (isAllTold())
      log.warn({ err }, 'Redis does not tell the other servers of a changed account; they hear of it later.');
    untold?.add(accountId);
    if (untold && untold.size > MOST_UNTOLD) untold = null;
    telling ??= clock.every(TELL_AGAIN_MS, () => void tellAgain());
  };

  /** Until Redis takes all of it; what it took twice does no harm. */
  const tellAgain = async (): Promise<void> => {
    const accounts = untold && [...untold];
    try {
      if (accounts === null) await redis.publish(channel, `${node} gap`);
      for (const accountId of accounts ?? []) {
        await redis.publish(channel, `${node} ${accountId}`);
        untold?.delete(accountId);
      }
    } catch {
      return;
    }
    if (accounts === null) untold = new Set();
    if (!isAllTold()) return;
    telling?.cancel();
    telling = null;
    log.info({}, 'Redis tells the other servers of changed accounts again.');
  };

  const stop = async (): Promise<void> => {
    stopped = true;
    listener = null;
    telling?.cancel();
    subscriber.destroy();
  };

  return {
    counters,
    listen: (newListener) => {
      listener = newListener;
    },
    start: async () => {
      const late = () => new Error(`Redis let nobody subscribe within ${START_DEADLINE_MS / 1_000} s.`);
      try {
        await withDeadline({ clock, ms: START_DEADLINE_MS, work: subscribe, late });
      } catch (error) {
        await stop();
        throw error;
      }
    },
    tell: (accountId) => {
      listener?.onChange(accountId);
      redis.publish(channel, `${node} ${accountId}`).catch((err: unknown) => stopped || remember(accountId, err));
    },
    stop,
  };
};
