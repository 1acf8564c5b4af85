import { createFakeClock } from '@livestreamer/clock';
import { describe, expect, it } from 'vitest';
import { createServerTime } from './server-time.ts';

describe("the server's time", () => {
  it('corrects a device whose clock is wrong, and leaves small differences alone', () => {
    const clock = createFakeClock(0);
    const time = createServerTime(clock);
    time.heed(new Date(3_600_000).toUTCString());
    expect(time.now()).toBe(3_600_500);
    time.heed(new Date(1_000).toUTCString());
    expect(time.now()).toBe(0);
  });

  it('goes by the device when the server says nothing that is a time', () => {
    const time = createServerTime(createFakeClock(0));
    time.heed(null);
    time.heed('yesterday');
    expect(time.now()).toBe(0);
  });
});
