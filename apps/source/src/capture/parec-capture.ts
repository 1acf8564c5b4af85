import type { Clock } from '@livestreamer/clock';
import type { Chance } from '../source-chance.ts';
import type { BitrateKbps, Capture, CaptureOrigin, CaptureSink } from './capture.ts';
import { superviseCapture } from './capture-supervisor.ts';
import type { CaptureDevice } from './devices/capture-device.ts';
import { createLevelMeter } from './level-meter.ts';
import { createPcmReader, SAMPLE_RATE } from './pcm.ts';
import { createPcmEncoder, type PcmEncoder } from './pcm-encoder.ts';

interface ParecOptions {
  readonly bitrateKbps: BitrateKbps;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** A PulseAudio or PipeWire device without ffmpeg: `parec` records, the encoder in this process makes the MP3. */
export const parecOrigin = (device: CaptureDevice, options: ParecOptions): CaptureOrigin => ({
  name: device.title,
  start: (sink) => startParec(device, options, sink),
});

const startParec = (device: CaptureDevice, options: ParecOptions, sink: CaptureSink): Capture => {
  let stopped = false;

  const run = (encoder: PcmEncoder): Capture =>
    superviseCapture({
      programName: 'parec',
      finite: false,
      clock: options.clock,
      chance: options.chance,
      sink,
      plan: (heard) => {
        const reader = createPcmReader();
        const meter = createLevelMeter();
        return {
          command: 'parec',
          args: [
            ...[`--device=${device.name}`, '--client-name=LiveStreamer', '--raw', '--format=s16le'],
            ...[`--rate=${SAMPLE_RATE}`, '--channels=2', '--latency-msec=50'],
          ],
          environment: options.environment,
          onStdout: (bytes) => {
            heard();
            const pcm = reader.read(bytes);
            const mp3 = encoder.encode(pcm);
            if (mp3.length > 0) sink.onMp3(mp3);
            meter.measure(pcm).forEach(sink.onLevel);
          },
        };
      },
    });

  const running = createPcmEncoder(options).then((encoder) => (stopped ? null : run(encoder)));

  return {
    stop: async () => {
      if (stopped) return;
      stopped = true;
      const capture = await running;
      if (capture) await capture.stop();
      else sink.onEnd({ kind: 'finished' });
    },
  };
};
