import type { Clock } from '@livestreamer/clock';
import type { Chance } from '../source-chance.ts';
import type { BitrateKbps, CaptureOrigin } from './capture.ts';
import { superviseCapture } from './capture-supervisor.ts';
import type { CaptureDevice } from './devices/capture-device.ts';
import { createLevelMeter } from './level-meter.ts';
import { createPcmReader, SAMPLE_RATE } from './pcm.ts';

interface FfmpegOptions {
  /** The program: a name on the PATH or a path. */
  readonly ffmpeg: string;
  readonly bitrateKbps: BitrateKbps;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** What a device plays or hears, encoded by ffmpeg. */
export const deviceOrigin = (device: CaptureDevice, options: FfmpegOptions): CaptureOrigin =>
  ffmpegOrigin({ name: device.title, finite: false, inputArgs: () => deviceArgs(device) }, options);

/** A sound file at the pace at which it plays. After a crash of ffmpeg it goes on where it was; a looped file begins again. */
export const fileOrigin = ({ path, loop }: { path: string; loop: boolean }, options: FfmpegOptions): CaptureOrigin =>
  ffmpegOrigin(
    {
      name: path,
      finite: !loop,
      inputArgs: (playedS) => [
        ...(loop ? ['-stream_loop', '-1'] : ['-ss', playedS.toFixed(3)]),
        '-re',
        '-i',
        `file:${path}`,
      ],
    },
    options,
  );

/** Each piece 50 ms: ffmpeg's default lets PulseAudio gather up to two seconds. */
const PULSE_FRAGMENT_BYTES = (SAMPLE_RATE * 4) / 20;

const deviceArgs = ({ system, name }: CaptureDevice): string[] => {
  switch (system) {
    case 'pulse':
      return [
        ...['-f', 'pulse', '-name', 'LiveStreamer', '-sample_rate', `${SAMPLE_RATE}`, '-channels', '2'],
        ...['-fragment_size', `${PULSE_FRAGMENT_BYTES}`, '-i', name],
      ];
    case 'alsa':
      return ['-f', 'alsa', '-thread_queue_size', '256', '-i', name];
    case 'avfoundation':
      return ['-f', 'avfoundation', '-thread_queue_size', '256', '-i', `:${name}`];
    case 'dshow':
      return ['-f', 'dshow', '-audio_buffer_size', '50', '-thread_queue_size', '256', '-i', `audio=${name}`];
  }
};

/** One decoded sound, twice: as MP3 on stdout and as the samples themselves on descriptor 3, for the level. */
const outputArgs = (bitrateKbps: BitrateKbps): string[] => [
  '-filter_complex',
  `[0:a:0]aresample=${SAMPLE_RATE},aformat=sample_fmts=s16:channel_layouts=stereo,asplit[air][meter]`,
  ...['-map', '[air]', '-c:a', 'libmp3lame', '-b:a', `${bitrateKbps}k`, '-map_metadata', '-1'],
  // No ID3 tag: it belongs to a file. Each packet at once, not in blocks of 32 kB.
  ...['-id3v2_version', '0', '-flush_packets', '1', '-f', 'mp3', 'pipe:1'],
  ...['-map', '[meter]', '-c:a', 'pcm_s16le', '-flush_packets', '1', '-f', 's16le', 'pipe:3'],
];

interface FfmpegInput {
  readonly name: string;
  readonly finite: boolean;
  readonly inputArgs: (playedS: number) => readonly string[];
}

const ffmpegOrigin = (
  { name, finite, inputArgs }: FfmpegInput,
  { ffmpeg, bitrateKbps, environment, clock, chance }: FfmpegOptions,
): CaptureOrigin => ({
  name,
  start: (sink) => {
    let playedS = 0;
    return superviseCapture({
      programName: 'ffmpeg',
      finite,
      clock,
      chance,
      sink,
      plan: (heard) => {
        const reader = createPcmReader();
        const meter = createLevelMeter();
        return {
          command: ffmpeg,
          args: ['-nostdin', '-hide_banner', '-loglevel', 'error', ...inputArgs(playedS), ...outputArgs(bitrateKbps)],
          environment,
          onStdout: (bytes) => {
            heard();
            playedS += (bytes.length * 8) / (bitrateKbps * 1000);
            sink.onMp3(bytes);
          },
          onPipe3: (bytes) => meter.measure(reader.read(bytes)).forEach(sink.onLevel),
        };
      },
    });
  },
});
