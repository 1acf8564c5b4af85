import { createFakeClock } from '@livestreamer/clock';
import { beforeEach, expect, test } from 'vitest';
import type { LevelReading } from './level-reading.ts';
import { createLevelWarnings, type LevelWarnings } from './level-warnings.ts';

const MUSIC: LevelReading = { momentaryLufs: -14, leftDb: -1, rightDb: -2, clippedRuns: 0, isStereo: true };
const SILENT = { ...MUSIC, leftDb: Number.NEGATIVE_INFINITY, rightDb: -61 };

let clock: ReturnType<typeof createFakeClock>;
let told: string[];
let warnings: LevelWarnings;

beforeEach(() => {
  clock = createFakeClock();
  told = [];
  warnings = createLevelWarnings({
    deadAirMs: 30_000,
    now: clock.now,
    onChange: ({ kind }, active) => told.push(`${kind} ${active}`),
  });
});

const hear = (seconds: number, reading: Partial<LevelReading> = {}): void => {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    warnings.heard({ ...MUSIC, ...reading }, 1_000);
  }
};

test('thirty seconds of silence are dead air, and two of sound end it', () => {
  hear(5);
  hear(29, SILENT);
  expect(told).toEqual([]);
  hear(1, SILENT);
  expect(told).toEqual(['silence true']);
  expect(warnings.active).toEqual([{ kind: 'silence', sinceMs: clock.now() - 30_000 }]);
  hear(60, SILENT);
  hear(1);
  hear(1, SILENT);
  hear(1);
  expect(told).toEqual(['silence true']);
  hear(1);
  expect(told).toEqual(['silence true', 'silence false']);
  expect(warnings.active).toEqual([]);
});

test('what cannot be heard any more is neither silent, nor counted to the silence before', () => {
  hear(29, SILENT);
  warnings.deaf();
  hear(29, SILENT);
  expect(told).toEqual([]);
  hear(1, SILENT);
  warnings.deaf();
  expect(told).toEqual(['silence true', 'silence false']);
});

test('a quiet piece, and pauses between pieces, are no dead air', () => {
  hear(300, { leftDb: -59, rightDb: -59 });
  for (let piece = 0; piece < 10; piece += 1) {
    hear(25, SILENT);
    hear(1);
  }
  expect(told).toEqual([]);
});

test('one side that stays silent beside the other is said; mono has no sides, and dead air is no side', () => {
  hear(60, { rightDb: -90, isStereo: false });
  hear(29, { rightDb: -90 });
  expect(told).toEqual([]);
  hear(1, { rightDb: -90 });
  expect(told).toEqual(['one-sided true']);
  hear(2);
  hear(29, SILENT);
  expect(told).toEqual(['one-sided true', 'one-sided false']);
});

test('five seconds of clipping are said, a single one is not', () => {
  hear(1, { clippedRuns: 50 });
  hear(4);
  hear(4, { clippedRuns: 3 });
  hear(1, { clippedRuns: 2 });
  expect(told).toEqual([]);
  hear(5, { clippedRuns: 3 });
  expect(told).toEqual(['clipping true']);
  hear(10);
  expect(told).toEqual(['clipping true', 'clipping false']);
});

test('less audio than time is a gap; gulps are none', () => {
  for (let gulp = 0; gulp < 20; gulp += 1) {
    warnings.received(5_000, 1_000);
    for (let second = 0; second < 4; second += 1) warnings.received(0, 1_000);
  }
  expect(told).toEqual([]);
  for (let second = 0; second < 20; second += 1) warnings.received(700, 1_000);
  expect(told).toEqual(['bitrate-gap true']);
  for (let second = 0; second < 10; second += 1) warnings.received(1_000, 1_000);
  expect(told).toEqual(['bitrate-gap true', 'bitrate-gap false']);
});
