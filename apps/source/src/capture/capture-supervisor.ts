import type { Clock, Timer } from '@livestreamer/clock';
import { createBackoff } from '../source-backoff.ts';
import type { Chance } from '../source-chance.ts';
import type { Capture, CaptureSink } from './capture.ts';
import { type CaptureProcess, type ProcessEnd, type ProcessPlan, runCaptureProcess } from './capture-process.ts';

/**
 * Keeps a capturing program running for the length of a show.
 *
 *   dies before it ever gave sound     → onEnd(failed): the device or file is wrong
 *   ends or hangs after that           → onTrouble, started again after 0.5 s … 5 s, for ever
 *   ends with code 0 and is finite     → onEnd(finished): a file is over
 *   stop()                             → onEnd(finished)
 */
export const superviseCapture = (options: SuperviseOptions): Capture => {
  const { plan, programName, finite, clock, chance, sink } = options;
  const backoff = createBackoff({ firstMs: 500, limitMs: 5_000, chance });
  let running: CaptureProcess | null = null;
  let restart: Timer | null = null;
  let stopped = false;
  let gaveSound = false;
  let beganMs = 0;
  let lastSoundMs = 0;
  /** The last words that were told; told again only when there was sound in between. */
  let told: string | null = null;

  const begin = (): void => {
    restart = null;
    beganMs = clock.monotonicMs();
    lastSoundMs = beganMs;
    running = runCaptureProcess(plan(heard), { clock, onEnd: ended });
  };

  /** The plan calls this for every piece of sound. */
  const heard = (): void => {
    gaveSound = true;
    told = null;
    lastSoundMs = clock.monotonicMs();
  };

  const finish = (end: Parameters<CaptureSink['onEnd']>[0]): void => {
    stopped = true;
    watchdog.cancel();
    sink.onEnd(end);
  };

  const ended = ({ well, lastWords }: ProcessEnd): void => {
    running = null;
    if (stopped) return;
    if (!gaveSound) finish({ kind: 'failed', sentence: `${programName} gave no sound: ${lastWords}` });
    else if (well && finite) finish({ kind: 'finished' });
    else comeBack(lastWords);
  };

  const comeBack = (lastWords: string): void => {
    if (lastWords !== told) sink.onTrouble(`${programName} ended (${lastWords}); it is started again and again.`);
    told = lastWords;
    restart = clock.after(backoff.nextMs(), begin);
  };

  const watchdog = clock.every(1_000, () => {
    if (!running) return;
    const nowMs = clock.monotonicMs();
    if (lastSoundMs - beganMs > STEADY_MS) backoff.reset();
    if (nowMs - lastSoundMs < HANG_MS) return;
    lastSoundMs = nowMs;
    sink.onTrouble(`${programName} gave nothing for ${HANG_MS / 1000} s; it is ended.`);
    void running.stop();
  });

  begin();

  return {
    stop: async () => {
      if (stopped) return;
      stopped = true;
      restart?.cancel();
      await running?.stop();
      finish({ kind: 'finished' });
    },
  };
};

interface SuperviseOptions {
  /** What to run this time; `heard` must be called for every piece of sound. */
  readonly plan: (heard: () => void) => ProcessPlan;
  /** For sentences: `ffmpeg`. */
  readonly programName: string;
  /** There is an end that is no fault. Not so for a device: when the sound server goes away, ffmpeg ends with code 0. */
  readonly finite: boolean;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly sink: CaptureSink;
}

/** A program that gives nothing for so long hangs. */
const HANG_MS = 10_000;
/** Who gave sound for so long was not restarted in vain. */
const STEADY_MS = 5_000;
