import { describe, expect, it } from 'vitest';
import { complaintsAbout, memoryGrowth } from './long-put-verdict.ts';

const WELL = {
  put: { sentFrames: 1_000, ms: 26_122, status: 200, cut: false },
  heard: { frames: 900, wrong: 0, newest: 999, ended: null },
  residentKb: [100, 101, 100, 102, 101, 100],
};

describe('a long PUT', () => {
  it('is well when it was answered at its end, heard whole, and memory stayed flat', () => {
    expect(complaintsAbout(WELL)).toEqual([]);
  });

  it.each([
    ['it was cut', { put: { ...WELL.put, cut: true, status: 408 } }, 'the PUT was cut after 26 s (status 408)'],
    ['it got no answer', { put: { ...WELL.put, status: null } }, 'the PUT ended with no answer instead of 200'],
    ['a frame was lost', { heard: { ...WELL.heard, wrong: 1 } }, 'the listener got 1 frames lost, repeated or torn'],
    [
      'the end was not heard',
      { heard: { ...WELL.heard, newest: 700 } },
      "the listener's last frame is 700, the source's 999",
    ],
    ['memory grew', { residentKb: [100, 100, 105, 108, 110, 110] }, 'memory grew by 10.0 %'],
  ])('is not when %s', (_, change, complaint) => {
    expect(complaintsAbout({ ...WELL, ...change })).toEqual([complaint]);
  });

  it('may have a moment with much memory in use', () => {
    expect(memoryGrowth([100, 100, 100, 300, 100, 100, 100, 300, 100])).toBeCloseTo(0);
  });
});
