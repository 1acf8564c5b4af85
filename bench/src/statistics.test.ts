import { describe, expect, it } from 'vitest';
import { median, percentile } from './statistics.ts';

describe('the median', () => {
  it.each([
    [[7], 7],
    [[9, 1, 5], 5],
    [[10, 1, 9, 2], 5.5],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('leaves the values as they were', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('of nothing is refused', () => {
    expect(() => median([])).toThrow('nothing');
  });
});

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    [0, 1],
    [50, 50],
    [99, 99],
    [100, 100],
  ])('of %d is the value that so many do not exceed', (percent, value) => {
    expect(percentile(hundred, percent)).toBe(value);
    expect(percentile([7], percent)).toBe(7);
  });

  it('of nothing is refused', () => {
    expect(() => percentile([], 99)).toThrow('nothing');
  });
});
