import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { beforeEach, expect, test } from 'vitest';
import { type LogFields, silentLogger } from '../index.ts';
import { type AnsweredRequest, createRequestLog, type RequestLog } from './request-log.ts';

let clock: FakeClock;
let requests: RequestLog;
let lines: { fields: LogFields; sentence: string }[];
beforeEach(() => {
  clock = createFakeClock();
  lines = [];
  const info = (fields: LogFields, sentence: string): void => void lines.push({ fields, sentence });
  requests = createRequestLog({ linesPerSecond: 3, clock, log: { ...silentLogger, info } });
});

const answer = (request: Partial<AnsweredRequest> = {}): void =>
  requests.note({ id: 'abc', method: 'GET', route: '/api/v1/stations', status: 200, ms: 4.2, ...request });

test('of requests that went well the first ones of each second have a line, and what was left out is said once a minute', () => {
  for (let asked = 0; asked < 10; asked += 1) answer();
  expect(lines).toHaveLength(3);
  expect(lines[0]?.fields).toEqual({ id: 'abc', method: 'GET', route: '/api/v1/stations', status: 200, ms: 4 });
  clock.advance(1_000);
  answer();
  expect(lines).toHaveLength(4);
  clock.advance(59_000);
  expect(lines.at(-1)).toMatchObject({ fields: { requests: 7 } });
  clock.advance(60_000);
  expect(lines).toHaveLength(5);
  expect(requests.counters).toEqual({ logged: 4, leftOut: 7 });
});

test('failed and slow ones always have a line, and take none from the others', () => {
  for (let asked = 0; asked < 20; asked += 1) answer(asked % 2 ? { status: 503 } : { ms: 1_000 });
  expect(lines).toHaveLength(20);
  answer();
  expect(lines).toHaveLength(21);
});

test('a refusal is nothing special: thousands of them do not fill the disk', () => {
  for (let asked = 0; asked < 1_000; asked += 1) answer({ status: 401 });
  expect(lines).toHaveLength(3);
});

test('probes have no line, not even when they fail: the figures tell', () => {
  for (const route of ['/health', '/ready', '/metrics']) answer({ route, status: 503 });
  expect(lines).toEqual([]);
});

test('what was left out is said at the end, too', () => {
  for (let asked = 0; asked < 4; asked += 1) answer();
  requests.stop();
  expect(lines.at(-1)).toMatchObject({ fields: { requests: 1 } });
  expect(clock.pending()).toBe(0);
});

test('where all have a line nothing is left out', () => {
  const info = (fields: LogFields, sentence: string): void => void lines.push({ fields, sentence });
  const log = { ...silentLogger, info };
  const all = createRequestLog({ linesPerSecond: Number.POSITIVE_INFINITY, clock, log });
  for (let asked = 0; asked < 100; asked += 1) all.note({ id: 'abc', method: 'GET', route: '/', status: 200, ms: 4 });
  all.stop();
  expect(lines).toHaveLength(100);
  expect(all.counters).toEqual({ logged: 100, leftOut: 0 });
});

test('one that its client gave up is said as that, and always when it took long', () => {
  for (let asked = 0; asked < 20; asked += 1) answer({ status: null, ms: 6_000 });
  expect(lines).toHaveLength(20);
  expect(lines[0]).toMatchObject({
    fields: { status: null, ms: 6_000 },
    sentence: 'A request was given up by its client.',
  });
});
