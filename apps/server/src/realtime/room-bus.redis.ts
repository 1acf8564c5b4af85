import { type RoomEvent, roomEventSchema } from '@livestreamer/contracts';
import type { Chance, Logger } from '../platform/index.ts';
import type { Redis } from '../platform/redis/index.ts';
import type { PublishedEvent, RoomBus, RoomBusListener, RoomPosition } from './room-bus.ts';

interface RedisRoomBusOptions {
  readonly redis: Redis;
  readonly chance: Chance;
  readonly log: Logger;
}

/** A room that is silent for this long begins a new epoch. */
const KEEP_MS = 24 * 3_600_000;

const keyOf = (room: string): string => `livestreamer:room:${room}`;

/** Numbers an event and tells it to all nodes in one step, so that no node hears two events in the wrong order. */
const PUBLISH = `
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then
  epoch = ARGV[3]
  redis.call('HSET', KEYS[1], 'epoch', epoch)
end
local seq = redis.call('HINCRBY', KEYS[1], 'seq', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PUBLISH', ARGV[1], epoch .. ' ' .. string.format('%d', seq) .. ' ' .. ARGV[2] .. ' ' .. ARGV[5])
`;

/**
 * The bus of several nodes, over Redis. The number of a room's events is kept there, and every node, the publishing one too, hears
 * events from Redis alone, so all hear the same.
 *
 * - Redis reachable: as above. A room that Redis does not know (never spoke, expired, FLUSHALL) begins a new epoch with its next event.
 * - Redis lost: events are heard on this node only, in an epoch of this outage; counted, and logged once.
 * - Redis back: `onGap`, so rooms compare and return to the epoch of Redis.
 */
export const createRedisRoomBus = async ({ redis, chance, log }: RedisRoomBusOptions): Promise<RoomBus> => {
  const counters = { heardHereOnly: 0 };
  // Channels are not kept apart by database, as keys are.
  const channel = `livestreamer:rooms:${redis.options.database ?? 0}`;
  let listener: RoomBusListener | null = null;
  let outage: { readonly epoch: string; readonly seqs: Map<string, number> } | null = null;

  const subscriber = redis.duplicate();
  subscriber.on('error', () => undefined); // whoever made `redis` logs that it is lost
  await subscriber.connect();
  await subscriber.subscribe(channel, (message) => {
    const published = readPublished(message);
    if (published) listener?.onEvent(published);
  });
  const onReady = (): void => listener?.onGap();
  redis.on('ready', onReady);
  subscriber.on('ready', onReady);

  const isReachable = (): boolean => redis.isReady && subscriber.isReady;

  const currentOutage = () => {
    if (!outage) {
      outage = { epoch: chance.shortId(), seqs: new Map() };
      log.warn({}, 'Redis cannot be reached: events in rooms stay on this node until it can.');
    }
    return outage;
  };

  const hearHere = (room: string, event: RoomEvent): void => {
    const { epoch, seqs } = currentOutage();
    const seq = (seqs.get(room) ?? 0) + 1;
    seqs.set(room, seq);
    counters.heardHereOnly += 1;
    listener?.onEvent({ room, epoch, seq, event });
  };

  const positionHere = (room: string): RoomPosition => {
    const { epoch, seqs } = currentOutage();
    return { epoch, seq: seqs.get(room) ?? 0 };
  };

  const positionInRedis = async (room: string): Promise<RoomPosition> => {
    const [epoch, seq] = await redis.hmGet(keyOf(room), ['epoch', 'seq']);
    return epoch && seq ? { epoch, seq: Number(seq) } : { epoch: chance.shortId(), seq: 0 };
  };

  const endOutage = (): void => {
    outage = null;
  };

  return {
    counters,
    listen: (newListener) => {
      listener = newListener;
    },
    publish: (room, event) => {
      if (!isReachable()) return hearHere(room, event);
      const values = [channel, room, chance.shortId(), String(KEEP_MS), JSON.stringify(event)];
      redis.eval(PUBLISH, { keys: [keyOf(room)], arguments: values }).then(endOutage, () => hearHere(room, event));
    },
    position: async (room) => {
      if (!isReachable()) return positionHere(room);
      try {
        const position = await positionInRedis(room);
        endOutage();
        return position;
      } catch {
        return positionHere(room);
      }
    },
    stop: async () => {
      listener = null;
      redis.off('ready', onReady);
      subscriber.destroy();
    },
  };
};

const readPublished = (message: string): PublishedEvent | null => {
  const [, epoch, seq, room, json] = /^(\S+) (\d+) (\S+) (.*)$/s.exec(message) ?? [];
  if (epoch === undefined || room === undefined || json === undefined) return null;
  const event = roomEventSchema.safeParse(parsed(json)).data; // another node may be newer than this one
  return event ? { epoch, seq: Number(seq), room, event } : null;
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};
