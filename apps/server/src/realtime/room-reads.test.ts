import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { systemChance as chance, type LogFields, silentLogger } from '../platform/index.ts';
import { createRealtimeCounters } from './realtime-counters.ts';
import { createRoomReads } from './room-reads.ts';

const set = () => {
  const clock = createFakeClock();
  const counters = createRealtimeCounters();
  const told: string[] = [];
  const tell = (kind: string) => (_: LogFields, sentence: string) => void told.push(`${kind} ${sentence}`);
  const log = { ...silentLogger, warn: tell('warn'), info: tell('info') };
  return { clock, counters, told, reads: createRoomReads({ clock, counters, chance, log }) };
};
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

const WARNING = 'warn The snapshot of a room could not be read; trying again until it can.';
const RELIEF = 'info The snapshots of rooms can be read again.';

test('an outage is told once, whatever the number of rooms and tries, and so is its end', () => {
  const { reads, told, counters } = set();
  for (let round = 0; round < 5; round++)
    for (let n = 0; n < 100; n++) reads.failed(`room ${n}`, new Error('database away'));
  expect(told).toEqual([WARNING]);
  expect(counters.failedSnapshots).toBe(500);
  for (let n = 0; n < 99; n++) reads.succeeded(`room ${n}`);
  expect(told).toEqual([WARNING]);
  reads.succeeded('room 99');
  reads.succeeded('room 99');
  expect(told).toEqual([WARNING, RELIEF]);
});

test('rooms that are asked for and left again during an outage add nothing to the log', () => {
  const { reads, told } = set();
  for (let n = 0; n < 100; n++) {
    reads.failed(`room ${n}`, new Error('database away'));
    reads.forget(`room ${n}`);
  }
  expect(told).toEqual([WARNING]);
  reads.succeeded('another room');
  expect(told).toEqual([WARNING, RELIEF]);
});

test('the tries of many rooms come apart, within half of the wait', () => {
  const { reads } = set();
  const waits = Array.from({ length: 200 }, (_, n) => reads.failed(`room ${n}`, new Error('database away')));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...waits)).toBeLessThan(1_000);
  expect(new Set(waits.map((waitMs) => Math.floor(waitMs / 50))).size).toBeGreaterThan(5);
});

test('eight reads go on at once, the others when it is their turn, also after failed and hanging ones', async () => {
  const { reads, clock } = set();
  const begun: { resolve(): void; reject(error: Error): void }[] = [];
  const outcomes: string[] = [];
  for (let n = 0; n < 20; n++)
    reads
      .read(() => new Promise<void>((resolve, reject) => void begun.push({ resolve, reject })), false)
      .then(
        () => outcomes.push('read'),
        (error: Error) => outcomes.push(error.message),
      );
  await settled();
  expect(begun).toHaveLength(8);
  begun[0]?.resolve();
  begun[1]?.reject(new Error('no'));
  await settled();
  expect(begun).toHaveLength(10);
  expect(outcomes).toEqual(['read', 'no']);
  clock.advance(5_000);
  await settled();
  expect(begun).toHaveLength(18);
  clock.advance(5_000);
  await settled();
  expect(begun).toHaveLength(20);
  for (const { resolve } of begun) resolve();
  await settled();
  expect(outcomes).toHaveLength(20);
  expect(clock.pending()).toBe(0);
});

test('rooms that are known go before names that somebody made up', async () => {
  const { reads } = set();
  const begun: string[] = [];
  const releases: (() => void)[] = [];
  const read = (name: string, isKnown: boolean) =>
    void reads.read(() => {
      begun.push(name);
      return new Promise<void>((resolve) => void releases.push(resolve));
    }, isKnown);
  for (let n = 0; n < 50; n++) read(`made up ${n}`, false);
  read('club', true);
  await settled();
  releases[0]?.();
  await settled();
  expect(begun).toHaveLength(9);
  expect(begun.at(-1)).toBe('club');
});
