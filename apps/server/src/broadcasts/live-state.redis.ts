import type { Clock } from '@livestreamer/clock';
import { type LiveBroadcast, liveBroadcastSchema } from '@livestreamer/contracts';
import type { Redis } from '../platform/redis/index.ts';
import { type HeartCount, type LiveState, type LiveStateStore, minuteOf } from './live-state.ts';

/** A show that nobody wrote for this long has no process any more. Long enough for a restart to find its counts. */
const KEEP_MS = 10 * 60_000;
/** A node that wrote its listeners longer ago than this has none. */
const NODE_MS = 15_000;

/** Which show is on air on a station. */
const onAirKey = (stationId: string): string => `livestreamer:on-air:${stationId}`;
/** A hash: the show, and `listeners:<node>` as `<count> <when, in ms>`. */
const showKey = (broadcastId: string): string => `livestreamer:show:${broadcastId}`;
/** A hash: `total`, `m<minute>`, and `closed` when no more are taken. It is there while the show runs. */
const heartsKey = (broadcastId: string): string => `livestreamer:hearts:${broadcastId}`;

/**
 * KEYS: hearts. ARGV: for how long to keep, and what the carrier last heard (total, then each minute). Puts back what was forgotten, and opens
 * what a server closed that died before it had stored the end: who carries the show now knows that it goes on.
 */
const KEEP_HEARTS = `
if tonumber(redis.call('HGET', KEYS[1], 'total') or '-1') < tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], 'total', ARGV[2])
  for i = 3, #ARGV do
    if tonumber(ARGV[i]) > 0 then redis.call('HSET', KEYS[1], 'm' .. (i - 3), ARGV[i]) end
  end
end
redis.call('HDEL', KEYS[1], 'closed')
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return redis.call('HGETALL', KEYS[1])`;

/** KEYS: hearts. ARGV: the minute. The new total; 0 when none is taken. */
const ADD_HEART = `
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HEXISTS', KEYS[1], 'closed') == 1 then return 0 end
redis.call('HINCRBY', KEYS[1], 'm' .. ARGV[1], 1)
return redis.call('HINCRBY', KEYS[1], 'total', 1)`;

/** KEYS: hearts. */
const CLOSE = `
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'closed', 1) end
return redis.call('HGETALL', KEYS[1])`;

/** KEYS: on air, show, hearts. ARGV: the show. */
const REMOVE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return redis.call('DEL', KEYS[2], KEYS[3])`;

interface RedisLiveStatesOptions {
  readonly redis: Redis;
  /** The name of this process among those that share the Redis. */
  readonly node: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** Three keys for each show, which vanish by themselves when nobody writes them. */
export const createRedisLiveStateStore = ({ redis, node, clock }: RedisLiveStatesOptions): LiveStateStore => {
  const script = (text: string, keys: string[], args: (string | number)[]): Promise<unknown> =>
    redis.eval(text, { keys, arguments: args.map(String) });

  return {
    isShared: true,
    get: async (stationId) => {
      const broadcastId = await redis.get(onAirKey(stationId));
      if (broadcastId === null) return null;
      const [show, [total, closed]] = await Promise.all([
        redis.hGetAll(showKey(broadcastId)),
        redis.hmGet(heartsKey(broadcastId), ['total', 'closed']),
      ]);
      if (closed) return null;
      return liveIn(show, { hearts: Number(total ?? 0), nowMs: clock.now() });
    },
    keep: async (state) => {
      const { broadcastId } = state.live;
      const { total, minutes } = state.hearts;
      const args = [KEEP_MS, total, ...minutes];
      const [, , , hearts] = await Promise.all([
        redis.set(onAirKey(state.stationId), broadcastId, { expiration: { type: 'PX', value: KEEP_MS } }),
        redis.hSet(showKey(broadcastId), fieldsOf(state, { node, nowMs: clock.now() })),
        redis.pExpire(showKey(broadcastId), KEEP_MS),
        script(KEEP_HEARTS, [heartsKey(broadcastId)], args),
      ]);
      return heartsIn(hearts) ?? state.hearts;
    },
    addHeart: async (stationId) => {
      const broadcastId = await redis.get(onAirKey(stationId));
      if (broadcastId === null) return null;
      const startedAt = await redis.hGet(showKey(broadcastId), 'startedAt');
      if (startedAt === null) return null;
      const minute = minuteOf(startedAt, clock.now());
      const total = Number(await script(ADD_HEART, [heartsKey(broadcastId)], [minute]));
      return total > 0 ? { broadcastId, total, minute } : null;
    },
    hearts: async (broadcastId) => heartsIn(await redis.hGetAll(heartsKey(broadcastId))),
    writtenAt: async (broadcastId) => {
      const times = nodesIn(await redis.hGetAll(showKey(broadcastId))).map(({ writtenMs }) => writtenMs);
      return times.length === 0 ? null : Math.max(...times);
    },
    close: async (broadcastId) => heartsIn(await script(CLOSE, [heartsKey(broadcastId)], [])),
    remove: async ({ stationId, broadcastId }) => {
      await script(REMOVE, [onAirKey(stationId), showKey(broadcastId), heartsKey(broadcastId)], [broadcastId]);
    },
  };
};

const fieldsOf = (
  { live, peak, listenerSeconds, tracklist }: LiveState,
  { node, nowMs }: { node: string; nowMs: number },
): Record<string, string> => {
  const { broadcastId, state, title, nowPlaying, startedAt, listeners } = live;
  return {
    broadcastId,
    state,
    title,
    nowPlaying: nowPlaying ?? '',
    startedAt,
    peak: String(peak),
    listenerSeconds: String(listenerSeconds),
    tracklist: JSON.stringify(tracklist),
    [`${LISTENERS}${node}`]: `${listeners} ${nowMs}`,
  };
};

const LISTENERS = 'listeners:';

/** What each node last said of a show. */
const nodesIn = (show: Record<string, string>): { listeners: number; writtenMs: number }[] =>
  Object.entries(show)
    .filter(([name]) => name.startsWith(LISTENERS))
    .map(([, value]) => {
      const [listeners = 0, writtenMs = 0] = value.split(' ').map(Number);
      return { listeners, writtenMs };
    });

const liveIn = (
  show: Record<string, string>,
  { hearts, nowMs }: { hearts: number; nowMs: number },
): LiveBroadcast | null => {
  const listeners = nodesIn(show)
    .filter(({ writtenMs }) => nowMs - writtenMs < NODE_MS)
    .reduce((sum, node) => sum + node.listeners, 0);
  const nowPlaying = show['nowPlaying'] || null;
  return liveBroadcastSchema.safeParse({ ...show, nowPlaying, listeners, hearts }).data ?? null;
};

/** Scripts answer with a flat list, commands with an object. Null: nothing is there. */
const heartsIn = (answer: unknown): HeartCount | null => {
  const pairs = Array.isArray(answer)
    ? answer.flatMap((name, at) => (at % 2 === 0 ? [[String(name), Number(answer[at + 1])] as const] : []))
    : Object.entries(answer ?? {}).map(([name, value]) => [name, Number(value)] as const);
  const counts = new Map(pairs);
  const total = counts.get('total');
  if (total === undefined) return null;
  const minutes: number[] = [];
  for (const [name, count] of counts) if (name.startsWith('m')) minutes[Number(name.slice(1))] = count;
  return { total, minutes: Array.from(minutes, (count) => count ?? 0) };
};
