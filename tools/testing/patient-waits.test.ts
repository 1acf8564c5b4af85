import { expect, it, vi } from 'vitest';

type Waits = (isThere: () => boolean, timeout?: number) => Promise<unknown>;
const waits: Record<string, Waits> = {
  'vi.waitFor': (isThere, timeout) => vi.waitFor(() => expect(isThere()).toBe(true), timeout),
  'vi.waitUntil': (isThere, timeout) => vi.waitUntil(isThere, timeout),
};

it.concurrent.each(Object.entries(waits))('%s waits for what takes more than a second', async (_, wait) => {
  const begin = performance.now();
  await wait(() => performance.now() > begin + 1_500);
  expect(performance.now()).toBeGreaterThan(begin + 1_500);
});

it.each(Object.entries(waits))('%s gives up when it is told to', async (_, wait) => {
  await expect(wait(() => false, 50)).rejects.toThrow();
});
