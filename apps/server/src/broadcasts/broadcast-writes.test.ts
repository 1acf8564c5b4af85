import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { type LogFields, silentLogger } from '../platform/index.ts';
import { createBroadcastCounters } from './broadcast-counters.ts';
import { createBroadcastWrites } from './broadcast-writes.ts';

const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const REFUSED = Object.assign(new Error('violates check constraint'), { code: '23514' });

/** A database that fails as often as the test says, and keeps what it took. */
const set = () => {
  const clock = createFakeClock();
  const counters = createBroadcastCounters();
  const errors: LogFields[] = [];
  const log = { ...silentLogger, error: (fields: LogFields) => errors.push(fields) };
  const writes = createBroadcastWrites({ counters, clock, log });
  const took: string[] = [];
  const failing: Error[] = [];
  const add = (name: string, { station = 's1', replaceable = false, as = name } = {}): void =>
    writes.add(station, {
      name,
      broadcastId: 'b1',
      replaceable,
      run: async () => {
        const failure = failing.shift();
        if (failure) throw failure;
        took.push(as);
      },
    });
  const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
  /** Lets `ms` pass in small steps, with all that is done meanwhile. */
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 100) {
      clock.advance(100);
      await settled();
    }
  };
  const failTimes = (times: number, error = AWAY): void => {
    for (let n = 0; n < times; n++) failing.push(error);
  };
  return { clock, counters, errors, writes, took, add, settled, pass, failTimes };
};

test('the writes of a station go in order, one after the other', async () => {
  const { writes, took, add, clock } = set();
  for (const name of ['begin', 'checkpoint', 'end']) add(name);
  await writes.idle();
  expect(took).toEqual(['begin', 'checkpoint', 'end']);
  expect(clock.pending()).toBe(0);
});

test('while the database is away a write is tried again until it comes back, and the later ones wait for it', async () => {
  const { writes, took, add, pass, failTimes, counters, errors } = set();
  failTimes(20);
  add('begin');
  add('end');
  await pass(60_000);
  expect(took).toEqual([]);
  await pass(140_000);
  await writes.idle();
  expect(took).toEqual(['begin', 'end']);
  expect(counters).toMatchObject({ failedWrites: 20, lostWrites: 0 });
  expect(errors).toEqual([]);
});

test('one station does not wait for another', async () => {
  const { took, add, settled, failTimes, writes } = set();
  failTimes(1);
  add('begin', { station: 's1' });
  add('begin', { station: 's2', as: 'begin of s2' });
  await settled();
  expect(took).toEqual(['begin of s2']);
  writes.stop();
});

test('of the checkpoints that wait only the newest is kept, in its place between the others', async () => {
  const { took, add, pass, failTimes, writes } = set();
  failTimes(1);
  add('begin');
  for (const as of ['1', '2', '3']) add('checkpoint', { replaceable: true, as });
  add('end');
  await pass(1_000);
  await writes.idle();
  expect(took).toEqual(['begin', '3', 'end']);
});

test('what the database refuses time and again is given up with an entry in the log, and the next goes on', async () => {
  const { took, add, pass, failTimes, counters, errors, writes } = set();
  failTimes(5, REFUSED);
  add('begin');
  add('end');
  await pass(20_000);
  await writes.idle();
  expect(took).toEqual(['end']);
  expect(counters).toMatchObject({ failedWrites: 5, lostWrites: 1 });
  expect(errors).toMatchObject([{ write: 'begin', broadcastId: 'b1', reason: 'refused', err: REFUSED }]);
});

test('what passes is tried until it has passed, and an outage counts for no refusal', async () => {
  const { took, add, pass, failTimes, writes, errors } = set();
  failTimes(10);
  for (const code of ['53100', '25006', '57014', '40001']) failTimes(3, Object.assign(new Error(code), { code }));
  failTimes(4, REFUSED);
  add('begin');
  await pass(300_000);
  await writes.idle();
  expect(took).toEqual(['begin']);
  expect(errors).toEqual([]);
});

test('a write that is under way at the stop is not tried again', async () => {
  const { writes, clock, settled } = set();
  let fail = (_: Error): void => undefined;
  writes.add('s1', {
    name: 'begin',
    broadcastId: 'b1',
    run: () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
  });
  writes.stop();
  fail(AWAY);
  await settled();
  expect(clock.pending()).toBe(0);
});

test('not more than a hundred wait for a station; the oldest is given up', async () => {
  const { add, settled, failTimes, counters, errors, writes } = set();
  failTimes(1);
  add('first');
  await settled();
  for (let n = 0; n < 100; n++) add(`write ${n}`);
  expect(counters.lostWrites).toBe(1);
  expect(errors).toMatchObject([{ write: 'first', reason: 'too many wait' }]);
  writes.stop();
});

test('what still waits at the stop is named in the log, and no timer is left', async () => {
  const { add, settled, failTimes, errors, writes, clock } = set();
  failTimes(1);
  add('begin');
  add('end');
  await settled();
  writes.stop();
  expect(errors.map((fields) => fields['write'])).toEqual(['begin', 'end']);
  expect(clock.pending()).toBe(0);
});
