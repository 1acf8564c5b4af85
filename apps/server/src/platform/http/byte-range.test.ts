import { expect, test } from 'vitest';
import { byteRangeOf } from './byte-range.ts';

test.each([
  ['bytes=0-0', { start: 0, end: 1 }],
  ['bytes=10-19', { start: 10, end: 20 }],
  ['bytes=90-', { start: 90, end: 100 }],
  ['bytes=0-', { start: 0, end: 100 }],
  ['bytes=99-99', { start: 99, end: 100 }],
  ['bytes=-1', { start: 99, end: 100 }],
  ['Bytes = 5-6 ', { start: 5, end: 7 }],
])('%s of a hundred is a part', (header, range) => {
  expect(byteRangeOf(header, 100)).toEqual(range);
});

test.each([
  ['bytes=50-1000', { start: 50, end: 100 }],
  ['bytes=50-99999999999999999999999999', { start: 50, end: 100 }],
  ['bytes=-1000', { start: 0, end: 100 }],
])('%s reaches beyond the end and gets what there is', (header, range) => {
  expect(byteRangeOf(header, 100)).toEqual(range);
});

test.each(['bytes=100-', 'bytes=100-200', 'bytes=99999999999999999999999-', 'bytes=-0'])(
  '%s has none of a hundred',
  (header) => {
    expect(byteRangeOf(header, 100)).toBe('none');
  },
);

test.each([
  'bytes=5-3',
  'bytes=-',
  'bytes=',
  'bytes',
  '',
  'bytes=a-b',
  'bytes=1.5-3',
  'bytes=+1-3',
  'bytes=--3',
  'bytes=0-1,5-6',
  'bytes=0-1, -1',
  'items=0-1',
  '0-1',
  'bytes=0x10-0x20',
])('%j is ignored', (header) => {
  expect(byteRangeOf(header, 100)).toBe('whole');
});

test.each(['bytes=0-', 'bytes=0-10', 'bytes=-5'])('%s of nothing is nothing, and no error', (header) => {
  expect(byteRangeOf(header, 0)).toBe('whole');
});
