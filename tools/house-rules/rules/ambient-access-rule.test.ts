import { expect, it } from 'vitest';
import { ambientAccessRule } from './ambient-access-rule.ts';

const messages = (path: string, text: string): string[] =>
  ambientAccessRule.check([{ path, text }]).map(({ line, message }) => `${line} ${message}`);

const inMount = (text: string): string[] => messages('apps/server/src/audio/mount.ts', text);

it.each([
  ['process.env', 'const port = process.env.PORT;'],
  ['console', "console.log('here');"],
  ['the current time', 'const nowMs = Date.now();'],
  ['the current time', 'const now = new Date();'],
  ['the current time', 'const nowMs = performance.now();'],
  ['a raw timer', 'setTimeout(run, 100);'],
  ['a raw timer', 'const timer = globalThis.setInterval(run, 100);'],
  ['a raw timer', "import { setTimeout as sleep } from 'node:timers/promises';"],
  ['Math.random', 'const jitter = Math.random();'],
  ['process.exit', 'process.exit(1);'],
  ['process.exit', 'process.exitCode = 1;'],
])('finds %s in: %s', (name, text) => {
  expect(inMount(`\n${text}`)).toEqual([expect.stringContaining(`2 uses ${name}`)]);
});

it('does not mind dates that are given, timeouts of sockets, and words', () => {
  expect(inMount('new Date(startedAtMs); socket.setTimeout(0); // console.log, Date.now()')).toEqual([]);
  expect(inMount("log('process.env'); screen.console; type A = Date;")).toEqual([]);
});

it('leaves the one file its due, and tests everything', () => {
  expect(messages('packages/clock/src/clock.ts', 'setTimeout(run, Date.now());')).toEqual([]);
  expect(messages('apps/server/src/main.ts', 'start(process.env); process.exitCode = 1;')).toEqual([]);
  expect(messages('apps/server/src/audio/mount.test.ts', 'setTimeout(run, Date.now());')).toEqual([]);
  expect(messages('tools/demo/demo.ts', 'console.log(Date.now());')).toEqual([]);
});

it('names the file that may, and what to do instead', () => {
  expect(messages('packages/clock/src/index.ts', 'Date.now();')).toEqual([
    expect.stringContaining('only src/clock.ts does: take a Clock in'),
  ]);
  expect(inMount('Date.now();')).toEqual([expect.stringContaining('nothing in apps/server does: take a Clock in')]);
});
