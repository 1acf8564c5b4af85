import type { Clock } from '@livestreamer/clock';
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

/** `<node> <account>`: a UUID, so that nothing else is taken for one. */
const MESSAGE = /^(\S+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The bus of several nodes, over Redis. This node hears its own changes at once and without Redis; the others by a channel.
 *
 * - Redis lost, for this node or for another: what is told meanwhile is lost between the two. Nothing is kept for later.
 * - A node that can hear again has a gap, and looks at everything.
 * - A node that could only not be told (this one was cut off, it was not) does not notice; its own look every minute finds it.
 */
export const createRedisAccessBus = ({ redis, clock, chance, log }: RedisAccessBusOptions): AccessBus => {
  const counters = { heardHereOnly: 0 };
  const node = chance.shortId();
  // Channels are not kept apart by database, as keys are.
  const channel = `livestreamer:access:${redis.options.database ?? 0}`;
  let listener: AccessBusListener | null = null;
  let stopped = false;
  let failing = false;

  const subscriber = redis.duplicate();
  subscriber.on('error', () => undefined); // whoever made `redis` logs that it is lost
  // An attempt that is under way when the client is destroyed goes on, and may succeed (@redis/client 6).
  subscriber.on('ready', () => {
    if (stopped) subscriber.destroy();
    else listener?.onGap();
  });

  const hear = (message: string): void => {
    const [, sender, accountId] = MESSAGE.exec(message) ?? [];
    if (accountId !== undefined && sender !== node) listener?.onChange(accountId);
  };

  const subscribe = async (): Promise<void> => {
    await subscriber.connect();
    await subscriber.subscribe(channel, hear);
  };

  const onTold = (): void => {
    if (failing) log.info({}, 'Redis tells the other servers of changed accounts again.');
    failing = false;
  };

  const onFailure = (err: unknown): void => {
    counters.heardHereOnly += 1;
    if (!failing)
      log.warn({ err }, 'Redis does not tell the other servers of a changed account; they find it within a minute.');
    failing = true;
  };

  const stop = async (): Promise<void> => {
    stopped = true;
    listener = null;
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
      redis.publish(channel, `${node} ${accountId}`).then(onTold, onFailure);
    },
    stop,
  };
};
