import { expect, test } from 'vitest';
import type { Terminal } from '../terminal.ts';
import type { ShowStatus } from './show-status.ts';
import { clockText, levelText, statusLine } from './status-line.ts';

const terminal = (columns: number): Terminal => ({
  interactive: true,
  colour: false,
  columns: () => columns,
  write: () => {},
  complain: () => {},
});

const live: ShowStatus = {
  uplink: { kind: 'on-air' },
  onAirMs: 3_723_000,
  stateMs: 5_000,
  sentBytes: 11_840_000,
  level: { peakDb: -12, rmsDb: -15 },
  listeners: 3,
};

test('on air: time, bytes, level and listeners', () => {
  expect(statusLine(live, terminal(120))).toBe('● LIVE 01:02:03 │ 11.8 MB sent │ ▮▮▮▮▮▮▮▮▮··· -12 dB │ 3 listeners');
});

test('reconnecting: since when', () => {
  const status = { ...live, uplink: { kind: 'waiting', why: 'gone', answered: false }, stateMs: 65_000 } as const;
  expect(statusLine(status, terminal(120))).toMatch(/^○ RECONNECTING 00:01:05 │/);
});

test('before the first time on air there are no bytes to tell', () => {
  const status = { ...live, uplink: { kind: 'connecting' }, onAirMs: null, listeners: null } as const;
  expect(statusLine(status, terminal(120))).toBe('○ CONNECTING 00:00:05 │ ▮▮▮▮▮▮▮▮▮··· -12 dB');
});

test.each([20, 30, 40, 60, 80])('never wider than %i columns, and nothing is cut in the middle', (columns) => {
  const line = statusLine(live, terminal(columns));
  expect(line.length).toBeLessThan(columns);
  expect(statusLine(live, terminal(120)).startsWith(line)).toBe(true);
});

test('the bar is empty at silence and full at full scale', () => {
  expect(levelText({ peakDb: 0, rmsDb: -3 })).toBe('▮▮▮▮▮▮▮▮▮▮▮▮   0 dB');
  expect(levelText({ peakDb: -Infinity, rmsDb: -Infinity })).toBe('············ silence');
  expect(levelText({ peakDb: -90, rmsDb: -93 })).toBe('············ -90 dB');
  expect(levelText(null)).toBe('············ no sound');
});

test('a long show counts hours on', () => {
  expect(clockText(100 * 3_600_000)).toBe('100:00:00');
});
