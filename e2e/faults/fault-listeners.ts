import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';

/** People who listen through nginx, and open their response again half a second after it ended, as the page does. */
export interface FaultListeners {
  /** What was heard until now does not count: they have found their pace. */
  begin(): void;
  /** The longest silence that each has heard since, ms: audio plays as it comes, and stops when there is none. */
  longestGapsMs(): number[];
  /** How many of them have got something within the last two seconds. */
  hearing(): number;
  stop(): Promise<void>;
}

/** 128 kbit/s. */
const BYTES_PER_SECOND = 16_000;
const RETRY_MS = 500;
const FRESH_MS = 2_000;

export const startFaultListeners = (url: string, count: number): FaultListeners => {
  const listeners = Array.from({ length: count }, () => startListener(url));
  return {
    begin: () => {
      for (const listener of listeners) listener.begin();
    },
    longestGapsMs: () => listeners.map((listener) => listener.longestGapMs()),
    hearing: () => listeners.filter((listener) => listener.isHearing()).length,
    stop: async () => {
      await Promise.all(listeners.map((listener) => listener.stop()));
    },
  };
};

const startListener = (url: string) => {
  let lastMs: number | null = null;
  let playedOutMs: number | null = null;
  let longestMs = 0;
  let isOver = false;
  let close = (): void => undefined;
  const silenceUntil = (nowMs: number): number => (playedOutMs === null ? 0 : Math.max(0, nowMs - playedOutMs));

  const take = (bytes: number): void => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, silenceUntil(nowMs));
    playedOutMs = Math.max(playedOutMs ?? nowMs, nowMs) + (bytes / BYTES_PER_SECOND) * 1_000;
    lastMs = nowMs;
  };

  const open = async (): Promise<void> => {
    const request = get(url, { agent: false });
    close = () => void request.destroy();
    request.on('error', () => undefined);
    const [answer]: IncomingMessage[] = await once(request, 'response');
    if (answer?.statusCode !== 200) return void answer?.resume();
    // What a player had is gone when it begins anew.
    playedOutMs = playedOutMs === null ? null : Math.min(playedOutMs, performance.now());
    answer.on('data', (chunk: Buffer) => take(chunk.length));
    await new Promise<void>((resolve) => void answer.once('close', () => resolve()));
  };

  const listening = (async () => {
    while (!isOver) {
      await open().catch(() => undefined);
      if (!isOver) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  })();

  return {
    begin: () => {
      longestMs = 0;
    },
    longestGapMs: () => Math.max(longestMs, silenceUntil(performance.now())),
    isHearing: () => lastMs !== null && performance.now() - lastMs < FRESH_MS,
    stop: () => {
      isOver = true;
      close();
      return listening;
    },
  };
};
