import { randomUUID } from 'node:crypto';
import { systemClock as clock } from '@livestreamer/clock';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTcpProxy } from '../../../testing/tcp-proxy.ts';
import { openTestRedis, type TestRedis } from '../../../testing/test-redis.ts';
import { systemChance as chance, silentLogger } from '../index.ts';
import { connectRedis } from '../redis/index.ts';
import { createQueryCache, createRedisQueryCache, type QueryCache } from './index.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await openTestRedis();
});
afterAll(() => redis.close());

let nodes: readonly [QueryCache, QueryCache];
beforeAll(() => {
  const node = () => createRedisQueryCache({ redis: redis.redis, clock, chance, log: silentLogger });
  nodes = [node(), node()];
});
const inRedis = (): QueryCache => nodes[0];

/** A question of its own, whose answer says how often it was loaded. */
const counted = ({ ttlMs = 60_000, tags = [randomUUID()] }: { ttlMs?: number; tags?: string[] } = {}) => {
  let loads = 0;
  let gate: Promise<void> = Promise.resolve();
  const question = {
    key: randomUUID(),
    tags,
    ttlMs,
    load: async () => {
      loads += 1;
      const answer = loads;
      await gate;
      return { answer };
    },
  };
  return {
    question,
    loads: () => loads,
    /** Loads wait until the returned function is called. */
    hold: () => {
      let release = (): void => undefined;
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
};

describe.each(['in process', 'in Redis'] as const)('a cache %s', (kind) => {
  const cache = kind === 'in process' ? createQueryCache({ clock }) : null;
  const here = (): QueryCache => cache ?? inRedis();
  /** Another node, where there are several. */
  const there = (): QueryCache => cache ?? nodes[1];

  test('an answer is loaded once, and is the same for all nodes', async () => {
    const { question, loads } = counted();
    expect(await here().read(question)).toEqual({ answer: 1 });
    expect(await there().read(question)).toEqual({ answer: 1 });
    expect(loads()).toBe(1);
  });

  test('what is dropped on one node is loaded anew on every node, at once', async () => {
    const { question } = counted();
    await there().read(question);
    await here().drop(question.tags);
    expect(await there().read(question)).toEqual({ answer: 2 });
    expect(await here().read(question)).toEqual({ answer: 2 });
  });

  test('an answer depends on each of its tags, and on no other', async () => {
    const { question } = counted({ tags: [randomUUID(), randomUUID()] });
    await here().read(question);
    await here().drop([randomUUID()]);
    expect(await here().read(question)).toEqual({ answer: 1 });
    await here().drop(question.tags.slice(1));
    expect(await here().read(question)).toEqual({ answer: 2 });
  });

  test('a load that began before a drop is not kept', async () => {
    const { question, hold, loads } = counted();
    const release = hold();
    const early = here().read(question);
    await vi.waitUntil(() => loads() === 1, { timeout: 5_000 });
    await there().drop(question.tags);
    const late = there().read(question);
    release();
    await Promise.all([early, late]);
    const { answer } = await here().read(question);
    expect(answer).toBe((await late).answer);
    expect((await early).answer).not.toBe(answer);
  });

  test('of a hundred who ask a cold cache at once, on two nodes, one loads', async () => {
    const { question, loads, hold } = counted();
    const release = hold();
    const [one, other] = [here(), there()];
    const answers = Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? one : other).read(question));
    await vi.waitUntil(() => loads() === 1, { timeout: 5_000 });
    release();
    expect(new Set((await Promise.all(answers)).map(({ answer }) => answer))).toEqual(new Set([1]));
    expect(loads()).toBe(1);
  });

  test('a load that fails fails for who asked, and the next one is tried', async () => {
    const { question } = counted();
    let broken = true;
    const load = async () => {
      if (broken) throw new Error('the database is away');
      return { answer: 1 };
    };
    await expect(here().read({ ...question, load })).rejects.toThrow('the database is away');
    broken = false;
    expect(await here().read({ ...question, load })).toEqual({ answer: 1 });
  });

  test('an answer has an end', async () => {
    const { question } = counted({ ttlMs: 1 });
    await here().read(question);
    await vi.waitUntil(async () => (await here().read(question)).answer > 1, { timeout: 5_000 });
  });
});

test('right after FLUSHALL answers are loaded and kept again', async () => {
  const { question } = counted();
  await inRedis().read(question);
  await redis.redis.flushDb();
  expect(await inRedis().read(question)).toEqual({ answer: 2 });
  expect(await inRedis().read(question)).toEqual({ answer: 2 });
});

describe('when Redis was away', () => {
  /** Two nodes, each with a line of its own to the same Redis. */
  const twoNodes = async () => {
    const url = new URL(redis.url);
    const node = async () => {
      const line = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
      const own = await connectRedis({
        url: Object.assign(new URL(url), { host: `127.0.0.1:${line.port}` }).href,
        log: silentLogger,
      });
      return { line, own, cache: createRedisQueryCache({ redis: own, clock, chance, log: silentLogger }) };
    };
    const nodes = [await node(), await node()] as const;
    const close = async (): Promise<void> => {
      for (const { own, line } of nodes) {
        own.destroy();
        await line.close();
      }
    };
    return { nodes, close };
  };
  const back = (own: { isReady: boolean }) => vi.waitUntil(() => own.isReady, { timeout: 20_000 });

  test('what changed meanwhile is right on every node as soon as it is back, whoever is back first', async () => {
    const { nodes, close } = await twoNodes();
    const [editor, reader] = nodes;
    const { question } = counted();
    await reader.cache.read(question);
    for (const { line, own } of nodes) {
      line.cut();
      await vi.waitUntil(() => !own.isReady, { timeout: 10_000 });
    }
    await editor.cache.drop(question.tags);
    reader.line.mend();
    await back(reader.own);
    expect(await reader.cache.read(question)).toEqual({ answer: 2 });
    await close();
  });

  test('what one node alone could not say is right everywhere when that node is back, though nobody asks it', async () => {
    const { nodes, close } = await twoNodes();
    const [editor, reader] = nodes;
    const { question } = counted();
    await reader.cache.read(question);
    editor.line.cut();
    await vi.waitUntil(() => !editor.own.isReady, { timeout: 10_000 });
    await editor.cache.drop(question.tags);
    editor.line.mend();
    await back(editor.own);
    await vi.waitUntil(async () => (await reader.cache.read(question)).answer === 2, { timeout: 5_000 });
    expect(await reader.cache.read(question)).toEqual({ answer: 2 });
    await close();
  });
});

test('every key in Redis expires', async () => {
  await inRedis().read(counted().question);
  await inRedis().drop([randomUUID()]);
  const keys = await redis.redis.keys('*');
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) expect(await redis.redis.pTTL(key)).toBeGreaterThan(0);
});
