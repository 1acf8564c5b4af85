import type { ChildProcess } from 'node:child_process';
import type { Clock, Timer } from '@livestreamer/clock';
import type { Logger } from '../../platform/index.ts';
import type { AudioCounters } from '../audio-counters.ts';
import type { LevelAnswer, LevelOrder } from './live-level-worker.ts';
import { startSideProcess } from './side-process.ts';

/** The one process that decodes what all mounts send. It may fail and be slow: then less is measured. */
export interface LevelDecoding {
  /** Whether it can take frames of this mount now; what is not taken stays with the caller. */
  isFree(mountId: string): boolean;
  decode(mountId: string, frames: readonly Uint8Array[]): void;
  forget(mountId: string): void;
  stop(): void;
}

interface LevelDecodingOptions {
  readonly onAnswer: (answer: LevelAnswer) => void;
  readonly counters: AudioCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Of one core: some hundred mounts. Beyond, each is measured now and then. */
const MOST_BUSY = 0.25;
const SAVED_BUDGET_MS = 1_000;
const ANSWER_MS = 15_000;
/** Doubles with each failure; what has run for the longest pause without one is well. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

export const createLevelDecoding = ({ onAnswer, counters, clock, log }: LevelDecodingOptions): LevelDecoding => {
  /** Mounts whose answer is waited for. */
  const asked = new Set<string>();
  let child: ChildProcess | null = null;
  let lateness: Timer | null = null;
  let startedAtMs = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let restAfterFailureUntilMs = 0;
  let budgetMs = SAVED_BUDGET_MS;
  let budgetAtMs = clock.monotonicMs();
  let isStopped = false;

  const leave = (): void => {
    const gone = child;
    child = null;
    lateness?.cancel();
    asked.clear();
    gone?.removeAllListeners();
    // A child that was killed may still say that a message could not be sent.
    gone?.on('error', () => undefined);
    gone?.kill('SIGKILL');
  };

  const fail = (err: unknown): void => {
    leave();
    counters.failedLevelProcesses += 1;
    const nowMs = clock.monotonicMs();
    if (nowMs - startedAtMs >= LONGEST_PAUSE_MS) pauseMs = FIRST_PAUSE_MS;
    restAfterFailureUntilMs = nowMs + pauseMs;
    log.warn({ err, pauseMs }, 'What measures the level of shows has failed, and is started anew. The shows go on.');
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  };

  const expectAnswer = (): void => {
    lateness?.cancel();
    lateness = clock.after(ANSWER_MS, () => fail(new Error('It did not answer in time.')));
  };

  const heard = (answer: LevelAnswer): void => {
    lateness?.cancel();
    asked.delete(answer.mountId);
    if (asked.size > 0) expectAnswer();
    budgetMs -= answer.busyMs;
    onAnswer(answer);
  };

  const start = (): ChildProcess => {
    startedAtMs = clock.monotonicMs();
    const started = startSideProcess('live-level-worker', import.meta.url);
    started.on('message', heard);
    started.once('error', fail);
    started.once('exit', (code, signal) => fail(new Error(`It ended with ${code ?? signal}.`)));
    started.unref();
    started.channel?.unref();
    return started;
  };

  const send = (order: LevelOrder): void => {
    child ??= start();
    child.send(order);
  };

  return {
    isFree: (mountId) => {
      const nowMs = clock.monotonicMs();
      budgetMs = Math.min(SAVED_BUDGET_MS, budgetMs + (nowMs - budgetAtMs) * MOST_BUSY);
      budgetAtMs = nowMs;
      return !isStopped && nowMs >= restAfterFailureUntilMs && budgetMs > 0 && !asked.has(mountId);
    },
    decode: (mountId, frames) => {
      if (asked.size === 0) expectAnswer();
      asked.add(mountId);
      send({ mountId, frames });
    },
    forget: (mountId) => {
      if (child) send({ mountId, frames: null });
    },
    stop: () => {
      isStopped = true;
      leave();
    },
  };
};
