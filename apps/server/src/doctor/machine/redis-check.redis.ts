import { silentLogger } from '../../platform/index.ts';
import { connectRedis, type Redis } from '../../platform/redis/index.ts';
import { type Finding, failed, fine, skipped, warning } from '../doctor-check.ts';

/** Looks at Redis on a connection of its own. Throws nothing. */
export const checkRedis = async (url: string | null): Promise<Finding> => {
  if (url === null) return skipped('REDIS_URL is not set: live state is kept in the process.');
  try {
    const redis = await connectRedis({ url, log: silentLogger, firstAttempts: 1 });
    try {
      return judgeRedis(factsIn(await redis.info()), await saveRule(redis));
    } finally {
      redis.destroy();
    }
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    return failed(`${sentence}.`, 'REDIS_URL=redis://:password@host:6379/0');
  }
};

/** Where it is not to be asked (hosted ones), it is not judged by it. */
const saveRule = async (redis: Redis): Promise<string | null> => {
  try {
    return (await redis.configGet('save'))['save'] ?? null;
  } catch {
    return null;
  }
};

/** `name:value` lines of INFO. */
const factsIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split('\r\n')
      .map((line) => line.split(':', 2))
      .map(([name = '', value = '']) => [name, value]),
  );

const OLDEST = [6, 2] as const;

/** Is it new enough, does it keep what it holds, and does it throw nothing away? */
export const judgeRedis = (facts: ReadonlyMap<string, string>, save: string | null): Finding => {
  const fact = (name: string): string => facts.get(name) ?? '';
  const version = fact('redis_version');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    return failed(`Redis is ${version}; it has to be 6.2 or later.`);
  if (fact('loading') === '1') return warning('Redis is still loading what it had kept.');
  if (fact('rdb_last_bgsave_status') === 'err' || fact('aof_last_write_status') === 'err')
    return failed('Redis cannot write to its disk, and soon takes nothing new any more.', 'redis-cli INFO persistence');
  const policy = fact('maxmemory_policy');
  const isBounded = fact('maxmemory') !== '' && fact('maxmemory') !== '0';
  if (isBounded && policy !== 'noeviction')
    return warning(
      `Redis throws keys away when its memory is full (${policy}): hearts of a running show may go with them, and who is here.`,
      inConfiguration('maxmemory-policy noeviction'),
    );
  if (fact('aof_enabled') === '0' && save === '')
    return warning(
      'Redis keeps nothing on disk: when the machine restarts in the middle of a show, the hearts of the last ten seconds are lost.',
      inConfiguration('appendonly yes'),
    );
  return fine(`Redis ${version} keeps ${fact('aof_enabled') === '1' ? 'an append-only file' : 'snapshots'}.`);
};

const inConfiguration = (line: string): string => ['# redis.conf', line].join('\n');
