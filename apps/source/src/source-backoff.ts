import type { Chance } from './source-chance.ts';

/** How long to wait before trying again: longer every time, up to a limit, spread by chance so that many do not return at once. */
interface Backoff {
  /** The next wait, in ms. */
  nextMs(): number;
  /** Things went well for a while: begin again with the shortest wait. */
  reset(): void;
}

interface BackoffOptions {
  readonly firstMs: number;
  readonly limitMs: number;
  readonly chance: Chance;
}

/** Doubles from `firstMs` to `limitMs`; each wait lies between the half and the whole of that, but is never under `firstMs`. */
export const createBackoff = ({ firstMs, limitMs, chance }: BackoffOptions): Backoff => {
  let wholeMs = firstMs;
  return {
    nextMs: () => {
      const waitMs = Math.max(firstMs, wholeMs * (0.5 + chance() / 2));
      wholeMs = Math.min(limitMs, wholeMs * 2);
      return waitMs;
    },
    reset: () => {
      wholeMs = firstMs;
    },
  };
};
