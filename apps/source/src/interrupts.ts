import type { Clock } from '@livestreamer/clock';

/** Requests from outside to end the program: Ctrl-C, SIGTERM, a closed terminal. */
export interface Interrupts {
  /** Calls `run` at the first request; the returned function stops that. */
  onInterrupt(run: () => void): () => void;
  /** A request came. */
  interrupt(): void;
}

/** A wrapper such as `timeout` or `npm exec` passes on a Ctrl-C that the terminal has sent already: both are one request. */
const ECHO_MS = 500;

/** The first request asks whoever listens to end in order; the second, or one that nobody listens to, calls `leave`. */
export const createInterrupts = ({ clock, leave }: { clock: Clock; leave: () => void }): Interrupts => {
  const listeners = new Set<() => void>();
  let askedMs: number | null = null;
  return {
    onInterrupt: (run) => {
      listeners.add(run);
      return () => void listeners.delete(run);
    },
    interrupt: () => {
      const nowMs = clock.monotonicMs();
      if (askedMs !== null && nowMs - askedMs < ECHO_MS) return;
      if (askedMs !== null || listeners.size === 0) {
        leave();
        return;
      }
      askedMs = nowMs;
      for (const run of listeners) run();
    },
  };
};
