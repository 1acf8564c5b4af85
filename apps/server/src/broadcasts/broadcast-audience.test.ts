import { createFakeClock } from '@livestreamer/clock';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBroadcastAudience } from './broadcast-audience.ts';

test('listener-seconds are listeners times time, the peak the most at once', () => {
  const clock = createFakeClock();
  const audience = createBroadcastAudience({ clock });
  clock.advance(5_000);
  audience.set(3);
  clock.advance(10_000);
  audience.set(1);
  clock.advance(500);
  expect(audience).toMatchObject({ listeners: 1, peak: 3, listenerSeconds: 30 });
  clock.advance(500);
  expect(audience.listenerSeconds).toBe(31);
});

test('it goes on from what an earlier process counted, with nobody there yet', () => {
  const clock = createFakeClock();
  const audience = createBroadcastAudience({ clock, counted: { peak: 7, listenerSeconds: 100 } });
  clock.advance(60_000);
  expect(audience).toMatchObject({ listeners: 0, peak: 7, listenerSeconds: 100 });
  audience.set(8);
  clock.advance(1_000);
  expect(audience).toMatchObject({ listeners: 8, peak: 8, listenerSeconds: 108 });
});

test('reading it often changes nothing', () => {
  const steps = fc.array(fc.record({ listeners: fc.nat(10_000), ms: fc.nat(100_000), read: fc.boolean() }));
  fc.assert(
    fc.property(steps, (run) => {
      const clock = createFakeClock();
      const audience = createBroadcastAudience({ clock });
      let exactMs = 0;
      for (const { listeners, ms, read } of run) {
        audience.set(listeners);
        clock.advance(ms);
        exactMs += listeners * ms;
        if (read) expect(audience.listenerSeconds).toBe(Math.floor(exactMs / 1_000));
      }
      expect(audience.listenerSeconds).toBe(Math.floor(exactMs / 1_000));
    }),
  );
});
