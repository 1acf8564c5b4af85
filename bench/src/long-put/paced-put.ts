import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { syntheticMp3Frames } from '@livestreamer/framing';
import type { RunningServer } from '../servers/server-under-test.ts';

const STEP_MS = 100;
/** 1152 samples at 44.1 kHz. */
const FRAME_MS = 1152 / 44.1;
const ANSWER_MS = 10_000;

/** How a PUT went. */
export interface PutOutcome {
  readonly sentFrames: number;
  /** How long it lasted. */
  readonly ms: number;
  /** The answer's status; null when the connection was cut without one. */
  readonly status: number | null;
  /** Whether it came, or the connection went, while we still had audio to send. */
  readonly cut: boolean;
}

interface PutOptions {
  readonly server: RunningServer;
  readonly durationMs: number;
  readonly signal: AbortSignal;
}

/** Sends synthetic frames in real time in one chunked PUT, as our own source client does, and ends it in order. */
export const pacedPut = async ({ server, durationMs, signal }: PutOptions): Promise<PutOutcome> => {
  const put = request({
    host: '127.0.0.1',
    port: server.port,
    path: server.path,
    method: 'PUT',
    headers: { authorization: server.authorization, 'content-type': 'audio/mpeg' },
  });
  const end = new AbortController();
  const answered = new Promise<number | null>((resolve) => {
    put.once('response', (response) => resolve(response.resume().statusCode ?? null));
    put.on('error', () => resolve(null));
    put.once('close', () => resolve(null));
  });
  void answered.then(() => end.abort());

  const beganMs = performance.now();
  const passedMs = (): number => performance.now() - beganMs;
  let sentFrames = 0;
  while (!end.signal.aborted && !signal.aborted && passedMs() < durationMs) {
    const due = Math.floor((passedMs() + STEP_MS) / FRAME_MS) - sentFrames;
    for (const frame of syntheticMp3Frames({ count: due, firstIndex: sentFrames })) put.write(frame);
    sentFrames += due;
    await wait(STEP_MS, undefined, { signal: end.signal }).catch(() => undefined);
  }
  const cut = end.signal.aborted;
  const ms = passedMs();
  put.end();
  const status = await Promise.race([answered, wait(ANSWER_MS, null, { ref: false })]);
  put.destroy();
  return { sentFrames, ms, status, cut };
};
