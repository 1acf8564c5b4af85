import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autoSliceMs, duePhases, gatherMs, PHASES, sliceFrames } from './slice-plan.ts';

const MP3_FRAME_MS = 1152 / 44.1;
const SLICES = [1, 2, 4, 5, 8, 10, 20, 40];

describe('the slice plan', () => {
  it('lets every phase be due exactly once in each slice, wherever it starts', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.constantFrom(...SLICES), (start, slice) => {
        const due = Array.from({ length: slice }, (_, step) =>
          duePhases({ fromFrame: start + step, toFrame: start + step + 1, slice }),
        ).flat();
        expect(due.toSorted((a, b) => a - b)).toEqual(Array.from({ length: PHASES }, (_, phase) => phase));
      }),
    );
  });

  it('names a phase once when an encoder writes more frames at a time than a slice has', () => {
    const due = duePhases({ fromFrame: 7, toFrame: 107, slice: 4 });
    expect(due).toHaveLength(PHASES);
    expect(new Set(due).size).toBe(PHASES);
  });

  it('spreads the listeners of a long slice evenly over its frames', () => {
    for (let frame = 0; frame < 40; frame += 1) {
      expect(duePhases({ fromFrame: frame, toFrame: frame + 1, slice: 40 })).toEqual([frame]);
    }
  });

  it('never makes a slice longer than asked for', () => {
    expect(sliceFrames({ sliceMs: 105, frameMs: MP3_FRAME_MS })).toBe(4);
    expect(sliceFrames({ sliceMs: 1050, frameMs: MP3_FRAME_MS })).toBe(40);
    expect(sliceFrames({ sliceMs: 1040, frameMs: MP3_FRAME_MS })).toBe(20);
  });

  it('writes every Ogg page at once when a page is longer than the slice', () => {
    expect(sliceFrames({ sliceMs: 1050, frameMs: 1000 })).toBe(1);
    expect(sliceFrames({ sliceMs: 105, frameMs: 0 })).toBe(1);
  });

  it('reads the source in gulps only when nobody hears the difference, and in more of them the more listeners', () => {
    expect(gatherMs({ sliceMs: 105, listeners: 10_000 })).toBe(0);
    expect(gatherMs({ sliceMs: 1050, listeners: 1 })).toBe(210);
    expect(gatherMs({ sliceMs: 1050, listeners: 1_000 })).toBe(210);
    expect(gatherMs({ sliceMs: 1050, listeners: 8_000 })).toBe(52.5);
    expect(gatherMs({ sliceMs: 1050, listeners: 1_000_000 })).toBe(1050 / PHASES);
  });

  it('takes short slices for few listeners and long ones for many', () => {
    expect(sliceFrames({ sliceMs: autoSliceMs(1), frameMs: MP3_FRAME_MS })).toBe(4);
    expect(sliceFrames({ sliceMs: autoSliceMs(1000), frameMs: MP3_FRAME_MS })).toBe(40);
    expect(sliceFrames({ sliceMs: autoSliceMs(1_000_000), frameMs: MP3_FRAME_MS })).toBe(40);
  });
});
