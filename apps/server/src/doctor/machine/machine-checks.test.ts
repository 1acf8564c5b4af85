import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemChance as chance } from '../../platform/index.ts';
import { aheadOfDate, checkClock } from './clock-check.ts';
import { judgeDatabase } from './database-check.ts';
import { checkDisk, judgeSpace } from './disk-check.ts';
import { checkFileDescriptors } from './file-descriptor-check.ts';
import { judgeRedis } from './redis-check.redis.ts';

describe('open files', () => {
  const look = (openFiles: number | null, maxListeners: number) =>
    checkFileDescriptors({ openFiles, maxListeners, isRunning: true });

  test('as many have to fit as listeners are let in, and 256 more', () => {
    expect(look(20_000, 19_744).state).toBe('ok');
    const short = look(20_000, 19_745);
    expect(short).toMatchObject({ state: 'failed', sentence: expect.stringMatching(/that needs 20001\.$/) });
    expect(short.advice).toContain('LimitNOFILE=65536');
  });

  test('few are a warning, and an unknown limit is no verdict', () => {
    expect(look(1_024, 768).state).toBe('warning');
    expect(look(null, 20_000).state).toBe('skipped');
  });
});

describe('the clock', () => {
  test('is right by less than two seconds, and badly wrong by thirty', () => {
    expect(checkClock([{ of: 'the database', aheadMs: 1_900 }]).state).toBe('ok');
    expect(checkClock([{ of: 'the database', aheadMs: -2_500 }])).toMatchObject({
      state: 'warning',
      sentence: 'The clock of this machine is 2.5 s behind that of the database.',
      advice: expect.stringContaining('timedatectl set-ntp true'),
    });
    const both = checkClock([
      { of: 'the database', aheadMs: 10 },
      { of: 'the public address', aheadMs: 31_000 },
    ]);
    expect(both).toMatchObject({
      state: 'failed',
      sentence: expect.stringMatching(/31\.0 s ahead of that of the public/),
    });
    expect(checkClock([]).state).toBe('skipped');
  });

  test('of a Date header only that counts which its whole seconds and the way leave no doubt about', () => {
    const date = 'Mon, 23 Nov 2026 09:00:00 GMT';
    const atMs = Date.parse(date);
    expect(aheadOfDate(date, { sentAtMs: atMs + 900, receivedAtMs: atMs + 950 })).toBe(0);
    expect(aheadOfDate(date, { sentAtMs: atMs + 1_999, receivedAtMs: atMs + 2_100 })).toBe(1_000);
    expect(aheadOfDate(date, { sentAtMs: atMs - 5_100, receivedAtMs: atMs - 5_000 })).toBe(-5_000);
    expect(aheadOfDate(undefined, { sentAtMs: 0, receivedAtMs: 0 })).toBeNull();
  });
});

describe('the disk', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'disk-check-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('is written to, in DATA_DIR and where recordings are, and nothing stays of that', async () => {
    mkdirSync(join(dir, 'recordings'));
    const { sentence } = await checkDisk({ dataDir: dir, chance });
    expect(sentence).toMatch(/GB are free on the disk of .*recordings: room for \d+ hours of recordings at 128 kbps/);
    expect([...readdirSync(dir), ...readdirSync(join(dir, 'recordings'))]).toEqual(['recordings']);
  });

  test('of a folder that cannot be written to it is said why not', async () => {
    writeFileSync(join(dir, 'recordings'), 'a file');
    expect(await checkDisk({ dataDir: dir, chance })).toMatchObject({
      state: 'failed',
      sentence: `Nothing can be written to ${join(dir, 'recordings')}: it is no folder.`,
    });
    expect(await checkDisk({ dataDir: join(dir, 'nothing'), chance })).toMatchObject({ state: 'warning' });
  });

  test('is short when less than a day of recordings fits, and full where the recorder stops', () => {
    const space = { bsize: 1_000_000, blocks: 100_000, bavail: 50_000, files: 10, ffree: 5 };
    expect(judgeSpace(space, '/data')).toMatchObject({ state: 'ok', sentence: expect.stringContaining('864 hours') });
    expect(judgeSpace({ ...space, bavail: 1_500 }, '/data')).toMatchObject({ state: 'warning' });
    expect(judgeSpace({ ...space, bavail: 200 }, '/data').sentence).toMatch(
      /^Only 0\.2 GB are free .*nothing is recorded/,
    );
    expect(judgeSpace({ ...space, ffree: 0 }, '/data').advice).toBe('df -i /data');
    expect(judgeSpace({ ...space, files: 0, ffree: 0 }, '/data').state).toBe('ok');
  });
});

describe('the database', () => {
  const facts = { number: 150_004, version: '15.4 (Debian 15.4-1)', nowMs: 0, latencyMs: 0.8, aheadMs: 0 };

  test('has to be PostgreSQL 15 or later, and near', () => {
    expect(judgeDatabase(facts)).toMatchObject({ state: 'ok', sentence: 'PostgreSQL 15.4 answers in 0.8 ms.' });
    expect(judgeDatabase({ ...facts, number: 140_011, version: '14.11' }).sentence).toMatch(
      /is 14\.11; it has to be 15/,
    );
    expect(judgeDatabase({ ...facts, latencyMs: 34 }).state).toBe('warning');
    expect(judgeDatabase(null).state).toBe('skipped');
  });
});

describe('Redis', () => {
  const facts = (over: Readonly<Record<string, string>> = {}) =>
    new Map(Object.entries({ redis_version: '7.0.15', aof_enabled: '1', maxmemory: '0', ...over }));

  test('has to be 6.2 or later', () => {
    expect(judgeRedis(facts({ redis_version: '6.2.0' }), '').state).toBe('ok');
    expect(judgeRedis(facts({ redis_version: '6.0.16' }), '').sentence).toBe(
      'Redis is 6.0.16; it has to be 6.2 or later.',
    );
  });

  test('has to keep what it holds; whoever may not ask how it does gets no verdict', () => {
    expect(judgeRedis(facts({ aof_enabled: '0' }), '')).toMatchObject({
      state: 'warning',
      advice: expect.stringContaining('appendonly yes'),
    });
    expect(judgeRedis(facts({ aof_enabled: '0' }), '3600 1').state).toBe('ok');
    expect(judgeRedis(facts({ aof_enabled: '0' }), null).state).toBe('ok');
    expect(judgeRedis(facts({ rdb_last_bgsave_status: 'err' }), '').state).toBe('failed');
  });

  test('may throw nothing away when its memory is full', () => {
    const bounded = facts({ maxmemory: '104857600', maxmemory_policy: 'allkeys-lru' });
    expect(judgeRedis(bounded, '').advice).toContain('maxmemory-policy noeviction');
    expect(judgeRedis(facts({ maxmemory_policy: 'allkeys-lru' }), '').state).toBe('ok');
  });
});
