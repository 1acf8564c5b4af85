import { setTimeout as wait } from 'node:timers/promises';

const STEP_MS = 50;

interface AnsweringOptions {
  readonly url: string;
  readonly timeoutMs: number;
  /** Throws when waiting has become pointless. */
  readonly check: () => void;
}

/** Waits until a GET is answered with less than 400. */
export const untilAnswering = async ({ url, timeoutMs, check }: AnsweringOptions): Promise<void> => {
  const deadlineMs = performance.now() + timeoutMs;
  while (performance.now() < deadlineMs) {
    check();
    const reply = await fetch(url).catch(() => null);
    await reply?.body?.cancel();
    if (reply?.ok) return;
    await wait(STEP_MS);
  }
  throw new Error(`${url} did not answer within ${timeoutMs / 1000} s.`);
};
