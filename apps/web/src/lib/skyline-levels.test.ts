import { expect, test } from 'vitest';
import { skylineLevels } from './skyline-levels.ts';

test('a broadcast has the same skyline on every page, and another broadcast another', () => {
  expect(skylineLevels('b1', 96)).toEqual(skylineLevels('b1', 96));
  expect(skylineLevels('b1', 96)).not.toEqual(skylineLevels('b2', 96));
});

test('bars are between a stub and the full height', () => {
  const levels = skylineLevels('b1', 500);
  expect(Math.min(...levels)).toBeGreaterThanOrEqual(0.1);
  expect(Math.max(...levels)).toBeLessThanOrEqual(1);
  expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(0.5);
});
