import { describe, expect, it } from 'vitest';
import { idleMs } from './core-accounting.ts';

const PROC_STAT = [
  'cpu  51448 35 20976 666501 1351 0 301 125 0 0',
  'cpu0 25726 19 9493 334874 161 0 56 60 0 0',
  'cpu1 25722 15 11483 331626 1189 0 245 65 0 0',
  'cpu10 1 1 1 1 1 1 1 1 0 0',
  'intr 1 2 3',
].join('\n');

describe('the idle time of a core', () => {
  it('is the time it had nothing to do or waited for a disk, in ms', () => {
    expect(idleMs(PROC_STAT, 1)).toBe((331_626 + 1_189) * 10);
  });

  it('is refused for a core that is not there', () => {
    expect(() => idleMs(PROC_STAT, 2)).toThrow('core 2');
  });
});
