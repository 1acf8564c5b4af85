import { expect, test } from 'vitest';
import { type KeptRecording, leavingRecordings } from './recording-retention-policy.ts';

const NOW_MS = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;

const recording = (broadcastId: string, daysAgo: number, rest: Partial<KeptRecording> = {}): KeptRecording => ({
  broadcastId,
  endedAt: new Date(NOW_MS - daysAgo * DAY_MS),
  bytes: 100,
  isPublished: false,
  ...rest,
});

const leaving = (recordings: readonly KeptRecording[], wish: { keepDays?: number; quotaBytes?: number }): string[] =>
  leavingRecordings(recordings, { wish: { keepDays: null, quotaBytes: null, ...wish }, nowMs: NOW_MS }).map(
    ({ broadcastId, reason }) => `${broadcastId}: ${reason}`,
  );

test('without a wish everything stays', () => {
  expect(leaving([recording('a', 5_000), recording('b', 1)], {})).toEqual([]);
});

test('what is older than the days goes, published or not; to the day it stays', () => {
  const recordings = [recording('a', 31, { isPublished: true }), recording('b', 30), recording('c', 30.001)];
  expect(leaving(recordings, { keepDays: 30 })).toEqual(['a: too old', 'c: too old']);
});

test('over the quota the oldest that nobody published go first, then the oldest, until the rest fits', () => {
  const recordings = [
    recording('published, old', 9, { isPublished: true }),
    recording('hidden, new', 1),
    recording('hidden, old', 8),
    recording('published, new', 2, { isPublished: true }),
  ];
  expect(leaving(recordings, { quotaBytes: 400 })).toEqual([]);
  expect(leaving(recordings, { quotaBytes: 399 })).toEqual(['hidden, old: over quota']);
  expect(leaving(recordings, { quotaBytes: 100 })).toEqual([
    'hidden, old: over quota',
    'hidden, new: over quota',
    'published, old: over quota',
  ]);
});

test('what goes by age makes room for the others', () => {
  const recordings = [recording('old', 40), recording('new', 1)];
  expect(leaving(recordings, { keepDays: 30, quotaBytes: 100 })).toEqual(['old: too old']);
});

test('one that is larger than the quota goes, whatever there is besides', () => {
  expect(leaving([recording('large', 1, { bytes: 1_000 })], { quotaBytes: 500 })).toEqual(['large: over quota']);
});
