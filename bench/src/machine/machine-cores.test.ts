import { describe, expect, it } from 'vitest';
import { coresIn } from './machine-cores.ts';

describe("the kernel's list of cores", () => {
  it.each([
    ['0-1\n', [0, 1]],
    ['3', [3]],
    ['0,2-4,7', [0, 2, 3, 4, 7]],
  ])('%j is read', (list, cores) => {
    expect(coresIn(list)).toEqual(cores);
  });
});
