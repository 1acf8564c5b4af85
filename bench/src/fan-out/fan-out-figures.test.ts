import { describe, expect, it } from 'vitest';
import { figuresOf } from '../testing/fan-out-figures-of.ts';
import { objectionsTo } from './fan-out-figures.ts';

describe('a run', () => {
  it('counts when nothing was lost and the core was left alone', () => {
    expect(objectionsTo(figuresOf({}))).toEqual([]);
  });

  it.each([
    [{ playing: 998 }, '2 listeners missing'],
    [{ lost: 1 }, '1 frames lost'],
    [{ repeated: 3 }, '3 frames repeated'],
    [{ tornBytes: 417 }, '417 bytes of torn frames'],
    [{ underruns: 12 }, '12 underruns'],
  ])('does not count with %j', (heard, objection) => {
    expect(objectionsTo(figuresOf({ heard }))).toEqual([objection]);
  });

  it('does not count when others used more than 5 points of the core', () => {
    expect(objectionsTo(figuresOf({ serverShare: 0.2, coreShare: 0.249 }))).toEqual([]);
    expect(objectionsTo(figuresOf({ serverShare: 0.2, coreShare: 0.26 }))).toEqual(['6 % of the core went to others']);
  });
});
