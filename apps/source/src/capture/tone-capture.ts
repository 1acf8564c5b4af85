import type { Clock } from '@livestreamer/clock';
import type { BitrateKbps, Capture, CaptureOrigin, CaptureSink } from './capture.ts';
import { createLevelMeter } from './level-meter.ts';
import { type Pcm, SAMPLE_RATE } from './pcm.ts';
import { createPcmEncoder, type PcmEncoder } from './pcm-encoder.ts';

/** How often samples are made. */
const STEP_MS = 100;
/** −12 dBFS: clearly audible and far from clipping. */
const AMPLITUDE = 0.25;
/** A machine that slept does not make up for it: what is later than this is left out. */
const LATEST_MS = 3_000;

interface ToneOptions {
  readonly hz: number;
  readonly bitrateKbps: BitrateKbps;
  readonly clock: Clock;
}

/** A steady tone made in this process; needs no sound hardware and no ffmpeg. */
export const toneOrigin = (options: ToneOptions): CaptureOrigin => ({
  name: `test tone, ${options.hz} Hz`,
  start: (sink) => startTone(options, sink),
});

const startTone = ({ hz, bitrateKbps, clock }: ToneOptions, sink: CaptureSink): Capture => {
  let stopped = false;
  let timer = { cancel: () => {} };
  const meter = createLevelMeter();

  const run = (encoder: PcmEncoder): void => {
    const startedMs = clock.monotonicMs();
    let made = 0;
    let leftOut = 0;
    const step = (): void => {
      const dueInAll = Math.floor(((clock.monotonicMs() - startedMs) * SAMPLE_RATE) / 1000);
      const latest = (LATEST_MS * SAMPLE_RATE) / 1000;
      leftOut += Math.max(0, dueInAll - leftOut - made - latest);
      const pcm = tone({ hz, from: made, count: dueInAll - leftOut - made });
      made += pcm.left.length;
      const mp3 = encoder.encode(pcm);
      if (mp3.length > 0) sink.onMp3(mp3);
      for (const level of meter.measure(pcm)) sink.onLevel(level);
      // Whoever listens may have stopped it.
      if (!stopped) timer = clock.after(STEP_MS, step);
    };
    timer = clock.after(STEP_MS, step);
  };

  const ready = createPcmEncoder({ bitrateKbps }).then((encoder) => {
    if (!stopped) run(encoder);
  });

  return {
    stop: async () => {
      if (stopped) return;
      stopped = true;
      timer.cancel();
      await ready;
      sink.onEnd({ kind: 'finished' });
    },
  };
};

/** `count` samples of a sine, beginning with the one numbered `from`: pieces join without a click. */
const tone = ({ hz, from, count }: { hz: number; from: number; count: number }): Pcm => {
  const samples = Float32Array.from(
    { length: count },
    (_, index) => AMPLITUDE * Math.sin((2 * Math.PI * hz * (from + index)) / SAMPLE_RATE),
  );
  return { left: samples, right: samples };
};
