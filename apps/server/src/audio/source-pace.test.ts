import { describe, expect, it } from 'vitest';
import { createSourcePace } from './source-pace.ts';

describe('the pace of a source', () => {
  it('never holds a source that sends in real time, even one whose clock runs one percent fast for six hours', () => {
    const pace = createSourcePace({ aheadMs: 10_000 });
    for (let second = 0; second < 6 * 3600; second += 1) expect(pace.take(1_010, second * 1_000)).toBe(0);
  });

  it('lets a source that reconnects send what it kept back', () => {
    const pace = createSourcePace({ aheadMs: 10_000 });
    expect(pace.take(3_000, 0)).toBe(0);
    expect(pace.take(26, 26)).toBe(0);
  });

  it('holds a file that is sent all at once to the time it plays', () => {
    const pace = createSourcePace({ aheadMs: 10_000 });
    let nowMs = 0;
    for (let played = 0; played < 600; played += 1) nowMs += pace.take(1_000, nowMs);
    expect(nowMs).toBeGreaterThan(575_000);
    expect(nowMs).toBeLessThan(590_000);
  });
});
