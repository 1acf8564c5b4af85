import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { silentLogger } from './logger.ts';
import { createSweeping } from './sweeping.ts';

const HOUR_MS = 3_600_000;

const set = (sweep: (signal: AbortSignal) => Promise<void>) => {
  const clock = createFakeClock();
  const told: string[] = [];
  const log = { ...silentLogger, error: (_: unknown, sentence: string) => void told.push(sentence) };
  return { clock, told, part: createSweeping({ name: 'test sweep', sweep, clock, log }) };
};

test('it sweeps at the start and every hour, until the server stops', async () => {
  let sweeps = 0;
  const { clock, part } = set(async () => {
    sweeps += 1;
  });
  await part.start?.();
  for (let hour = 0; hour < 2; hour += 1) {
    await new Promise(setImmediate);
    clock.advance(HOUR_MS);
  }
  expect(sweeps).toBe(3);
  await part.stop?.();
  clock.advance(HOUR_MS);
  expect(sweeps).toBe(3);
  expect(clock.pending()).toBe(0);
});

test('a sweep that takes long is not joined by another, and stopping waits for it', async () => {
  let sweeps = 0;
  let finish = (): void => undefined;
  const { clock, part } = set(() => {
    sweeps += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  await part.start?.();
  clock.advance(5 * HOUR_MS);
  expect(sweeps).toBe(1);
  let stopped = false;
  const stopping = Promise.resolve(part.stop?.()).then(() => {
    stopped = true;
  });
  await new Promise(setImmediate);
  expect(stopped).toBe(false);
  finish();
  await stopping;
});

test('a sweep that is going hears that the server stops', async () => {
  const { part } = set((signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())));
  await part.start?.();
  await part.stop?.();
});

test('a sweep that fails is told, and made up for by the next', async () => {
  let sweeps = 0;
  const { clock, told, part } = set(() => {
    sweeps += 1;
    return Promise.reject(new Error('no database'));
  });
  await part.start?.();
  await new Promise(setImmediate);
  clock.advance(HOUR_MS);
  expect(sweeps).toBe(2);
  await part.stop?.();
  expect(told).toHaveLength(2);
});
