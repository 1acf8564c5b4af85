import type { Frame } from '@livestreamer/framing';
import { describe, expect, it } from 'vitest';
import { createFrameRing } from './frame-ring.ts';

const frame = (value: number, { header = false, bytes = 100 } = {}): Frame => ({
  bytes: new Uint8Array(bytes).fill(value),
  durationUs: header ? 0 : 26_122,
  sampleRate: 44_100,
  header,
});
const frames = (count: number, from = 0): Frame[] => Array.from({ length: count }, (_, index) => frame(from + index));
const ringOf = (keepMs = 1_000) => createFrameRing({ keepMs, keepBytes: 1_000_000 });
/** Which frames a buffer holds, by the value each was filled with. */
const valuesIn = (bytes: Buffer): number[] => [...bytes].filter((_, index) => index % 100 === 0);

describe('the frame ring', () => {
  it('gives whole frames from a position to live', () => {
    const ring = ringOf();
    ring.append(frames(10));
    expect(valuesIn(ring.from(7))).toEqual([7, 8, 9]);
    expect(ring.from(10).length).toBe(0);
  });

  it('shares one buffer among all who stand at the same position, until frames come', () => {
    const ring = ringOf();
    ring.append(frames(10));
    const first = ring.from(3);
    expect(ring.from(3)).toBe(first);
    ring.append(frames(1, 10));
    expect(ring.from(3)).not.toBe(first);
  });

  it('keeps no more than its length in time and moves the tail', () => {
    const ring = ringOf(1_000);
    ring.append(frames(100));
    expect(ring.head).toBe(100);
    expect((ring.head - ring.tail) * 26.122).toBeLessThanOrEqual(1_000);
    expect((ring.head - ring.tail) * 26.122).toBeGreaterThan(950);
  });

  it('keeps no more than its bytes, whatever durations a source claims', () => {
    const ring = createFrameRing({ keepMs: 1_000_000, keepBytes: 1_000 });
    ring.append(frames(100));
    expect(ring.head - ring.tail).toBe(10);
  });

  it('starts a burst at a frame border with at least the bytes and the time asked for', () => {
    const ring = ringOf();
    ring.append(frames(30));
    expect(ring.from(ring.burstStart({ bytes: 550, ms: 0 })).length).toBe(600);
    expect(ring.from(ring.burstStart({ bytes: 550, ms: 261 })).length).toBe(1_000);
    expect(ring.burstStart({ bytes: 1_000_000, ms: 0 })).toBe(ring.tail);
  });

  it('never starts a burst before the newest Ogg headers', () => {
    const ring = ringOf();
    ring.append([...frames(5), frame(99, { header: true }), ...frames(2, 50)]);
    expect(valuesIn(ring.from(ring.burstStart({ bytes: 1_000, ms: 0 })))).toEqual([50, 51]);
  });

  it('goes on counting after it was cleared, so that nobody stands at a position of the past', () => {
    const ring = ringOf();
    ring.append(frames(10));
    ring.clear();
    ring.append(frames(2, 70));
    expect(ring.tail).toBe(10);
    expect(ring.head).toBe(12);
    expect(valuesIn(ring.from(3))).toEqual([70, 71]);
  });

  it('knows the mean length of its frames and leaves headers out of it', () => {
    const ring = ringOf();
    expect(ring.frameMs).toBe(0);
    ring.append([frame(1, { header: true }), ...frames(4)]);
    expect(ring.frameMs).toBeCloseTo(26.122, 3);
  });
});
