import type { Redis } from '../platform/redis/index.ts';
import { NOBODY_HERE, type PeopleHere, type PresenceStore, together } from './presence-store.ts';

interface RedisPresenceStoreOptions {
  readonly redis: Redis;
  /** The name of this node. */
  readonly node: string;
}

/** A node that died is forgotten after this time. */
const KEEP_MS = 60_000;

/** Which nodes have said something of a room, by when they said it last: a sorted set. */
const nodesKey = (room: string): string => `livestreamer:presence:${room}`;
/** What one of them said: `{"accounts": [[id, name]], "visitors": [key]}`. */
const partKey = (room: string, node: string): string => `livestreamer:presence:${room}:${node}`;

const PUT = `
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('ZADD', KEYS[1], ARGV[4], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
`;

/** Presence of several nodes. Each has a key of its own for each room, so that none can spoil what another says. */
export const createRedisPresenceStore = ({ redis, node }: RedisPresenceStoreOptions): PresenceStore => ({
  put: async (room, people) => {
    if (people.accounts.size + people.visitors.size === 0) {
      await redis.multi().del(partKey(room, node)).zRem(nodesKey(room), node).exec();
      return;
    }
    const [seconds] = await redis.time();
    await redis.eval(PUT, {
      keys: [nodesKey(room), partKey(room, node)],
      arguments: [node, asText(people), String(KEEP_MS), String(seconds)],
    });
  },
  read: async (room) => {
    const nodes = await redis.zRange(nodesKey(room), 0, -1);
    if (nodes.length === 0) return NOBODY_HERE;
    const parts = await redis.mGet(nodes.map((name) => partKey(room, name)));
    const gone = nodes.filter((_, index) => parts[index] === null);
    if (gone.length > 0) await redis.zRem(nodesKey(room), gone);
    return together(parts.flatMap((part) => (part === null ? [] : [asPeople(part)])));
  },
});

const asText = ({ accounts, visitors }: PeopleHere): string =>
  JSON.stringify({ accounts: [...accounts], visitors: [...visitors] });

/** Written by a node of ours; one that writes it otherwise is counted as nobody. */
const asPeople = (text: string): PeopleHere => {
  const { accounts, visitors } = JSON.parse(text) as { accounts?: [string, string][]; visitors?: string[] }; // as `asText` wrote it
  return { accounts: new Map(accounts ?? []), visitors: new Set(visitors ?? []) };
};
