import type { Clock } from '@livestreamer/clock';
import type { RoomEvent } from '@livestreamer/contracts';
import { z } from 'zod';
import { type Chance, type Logger, withDeadline } from '../platform/index.ts';
import type { Redis } from '../platform/redis/index.ts';
import type { PublishedEvent, RoomBus, RoomBusListener, RoomPosition } from './room-bus.ts';

interface RedisRoomBusOptions {
  readonly redis: Redis;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** How long the first connection may take. Redis was there a moment ago, so it is not tried for long. */
const START_DEADLINE_MS = 5_000;
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

/** Where a room is. A count that has fallen back behind what somebody has heard goes on in a new epoch: its numbers were given before. */
const POSITION = `
local epoch, seq = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'seq'))
if not epoch or not seq then return {ARGV[1], '0'} end
if epoch == ARGV[2] and tonumber(seq) < tonumber(ARGV[3]) then
  epoch = ARGV[1]
  redis.call('HSET', KEYS[1], 'epoch', epoch)
end
return {epoch, seq}
`;

/** Leaves one number out and tells all nodes so: something happened that not all of them heard. */
const SKIP = `
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[3])
redis.call('HINCRBY', KEYS[1], 'seq', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PUBLISH', ARGV[1], 'gap ' .. ARGV[2])
`;

/**
 * The bus of several nodes, over Redis. The number of a room's events is kept there, and every node, the publishing one too, hears
 * events from Redis alone, so all hear the same.
 *
 * - Redis takes events: as above. A room that Redis does not know (never spoke, expired, FLUSHALL) begins a new epoch with its next event.
 * - Redis lost, or it refuses twice: an outage begins. Events are heard on this node only, in an epoch of this outage; counted, and logged once.
 * - Redis has taken an event again, or is back: the outage is over. `onGap`, so rooms compare and return to the epoch of Redis; and for each room that spoke
 *   here meanwhile all nodes are told of a gap: theirs never heard it.
 */
export const createRedisRoomBus = ({ redis, clock, chance, log }: RedisRoomBusOptions): RoomBus => {
  const counters = { heardHereOnly: 0 };
  // Channels are not kept apart by database, as keys are.
  const channel = `livestreamer:rooms:${redis.options.database ?? 0}`;
  let listener: RoomBusListener | null = null;
  let stopped = false;
  let outage: { readonly epoch: string; readonly seqs: Map<string, number> } | null = null;

  const subscriber = redis.duplicate();
  subscriber.on('error', () => undefined); // whoever made `redis` logs that it is lost
  // An attempt that is under way when the client is destroyed goes on, and may succeed (@redis/client 6).
  subscriber.on('ready', () => {
    if (stopped) subscriber.destroy();
  });

  const isReachable = (): boolean => redis.isReady && subscriber.isReady;

  const currentOutage = (err: unknown) => {
    if (!outage) {
      outage = { epoch: chance.shortId(), seqs: new Map() };
      log.warn({ err }, 'Redis does not take events of rooms: they stay on this node until it does.');
    }
    return outage;
  };

  /** Only when Redis takes events and this node hears them: reading alone proves nothing. */
  const endOutage = (): void => {
    if (!outage || !isReachable()) return;
    const spoke = [...outage.seqs.keys()];
    outage = null;
    log.info({}, 'Redis takes events of rooms again.');
    void Promise.all(spoke.map(tellOfGap)).then(() => listener?.onGap());
  };

  const valuesFor = (room: string): string[] => [channel, room, chance.shortId(), String(KEEP_MS)];

  /** When that fails, the room is one of the next outage. */
  const tellOfGap = async (room: string): Promise<void> => {
    try {
      await redis.eval(SKIP, { keys: [keyOf(room)], arguments: valuesFor(room) });
    } catch (why) {
      const { seqs } = currentOutage(why);
      seqs.set(room, seqs.get(room) ?? 0);
    }
  };

  const hearHere = (room: string, { event, except, why }: HeardHere): void => {
    const { epoch, seqs } = currentOutage(why);
    const seq = (seqs.get(room) ?? 0) + 1;
    seqs.set(room, seq);
    counters.heardHereOnly += 1;
    listener?.onEvent({ room, epoch, seq, event, except });
  };

  const positionHere = (room: string, why: unknown): RoomPosition => {
    const { epoch, seqs } = currentOutage(why);
    return { epoch, seq: seqs.get(room) ?? 0 };
  };

  const positionInRedis = async (room: string, heard: RoomPosition): Promise<RoomPosition> => {
    const values = [chance.shortId(), heard.epoch, String(heard.seq)];
    const [epoch, seq] = POSITION_SHAPE.parse(await redis.eval(POSITION, { keys: [keyOf(room)], arguments: values }));
    return { epoch, seq };
  };

  const onReady = (): void => {
    if (outage) endOutage();
    else listener?.onGap();
  };

  const subscribe = async (): Promise<void> => {
    await subscriber.connect();
    await subscriber.subscribe(channel, (message) => {
      const published = readPublished(message);
      const [, gapIn] = GAP.exec(message) ?? [];
      if (published) listener?.onEvent(published);
      else if (gapIn !== undefined) listener?.onGap(gapIn);
    });
  };

  const stop = async (): Promise<void> => {
    stopped = true;
    listener = null;
    redis.off('ready', onReady);
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
      redis.on('ready', onReady);
      subscriber.on('ready', onReady);
    },
    publish: (room, event, except = null) => {
      if (!isReachable()) return hearHere(room, { event, except, why: LOST });
      const told = `${except ?? NOBODY} ${JSON.stringify(event)}`;
      const tell = () => redis.eval(PUBLISH, { keys: [keyOf(room)], arguments: [...valuesFor(room), told] });
      const again = (why: unknown) => (isReachable() ? tell() : Promise.reject(why)); // for one event that is refused no room begins anew
      tell()
        .catch(again)
        .then(endOutage, (why: unknown) => hearHere(room, { event, except, why }));
    },
    position: async (room, heard = NOWHERE) => {
      if (outage || !isReachable()) return positionHere(room, LOST);
      try {
        return await positionInRedis(room, heard);
      } catch (error) {
        return positionHere(room, error);
      }
    },
    stop,
  };
};

const LOST = 'not connected';
/** Of no epoch that there is. */
const NOWHERE: RoomPosition = { epoch: '', seq: 0 };
const POSITION_SHAPE = z.tuple([z.string(), z.coerce.number().int()]);
const GAP = /^gap (\S+)$/;
/** In the place of a connection, of which none is called so. */
const NOBODY = '-';

interface HeardHere {
  readonly event: RoomEvent;
  readonly except: string | null;
  readonly why: unknown;
}

const readPublished = (message: string): PublishedEvent | null => {
  const [, epoch, seq, room, except, json] = /^(\S+) (\d+) (\S+) (\S+) (.*)$/s.exec(message) ?? [];
  if (epoch === undefined || room === undefined || except === undefined || json === undefined) return null;
  const event = parsed(json);
  if (typeof event !== 'object' || event === null) return null;
  return { epoch, seq: Number(seq), room, event, except: except === NOBODY ? null : except };
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};
