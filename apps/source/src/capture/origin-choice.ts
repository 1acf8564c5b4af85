import { existsSync } from 'node:fs';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import type { Machine } from '../machine.ts';
import type { BitrateKbps, CaptureOrigin } from './capture.ts';
import { chooseDevice } from './devices/device-choice.ts';
import { listDevices } from './devices/device-list.ts';
import { deviceOrigin, fileOrigin } from './ffmpeg-capture.ts';
import { probeFfmpeg } from './ffmpeg-probe.ts';
import { parecOrigin } from './parec-capture.ts';
import { runProgram } from './run-program.ts';
import { toneOrigin } from './tone-capture.ts';

/** What the broadcaster asked to send. `name: null` is the default device. */
export type OriginWish =
  | { readonly kind: 'device'; readonly name: string | null }
  | { readonly kind: 'file'; readonly path: string; readonly loop: boolean }
  | { readonly kind: 'tone'; readonly hz: number };

/** What to do without an ffmpeg that makes MP3. */
export const GET_FFMPEG =
  'Install ffmpeg (Debian, Ubuntu: apt install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg) or name it with LIVESTREAMER_FFMPEG.';

/** Finds the way to capture what was asked for; throws {@link CommandFailure} with what to do when there is none. */
export const chooseOrigin = async (
  wish: OriginWish,
  { bitrateKbps, machine }: { bitrateKbps: BitrateKbps; machine: Machine },
): Promise<CaptureOrigin> => {
  const { platform, environment, clock, chance, config } = machine;
  const { ffmpeg } = config;
  if (wish.kind === 'tone') return toneOrigin({ hz: wish.hz, bitrateKbps, clock });

  const options = { ffmpeg, bitrateKbps, environment, clock, chance };
  const found = await probeFfmpeg(ffmpeg, environment);
  if (wish.kind === 'file') {
    if (!found?.hasMp3) throw noCapture(`A file needs ffmpeg with MP3 (libmp3lame). ${GET_FFMPEG}`);
    if (!existsSync(wish.path)) throw noCapture(`There is no file ${wish.path}.`);
    return fileOrigin(wish, options);
  }

  const choice = chooseDevice(await listDevices({ platform, ffmpeg, environment }), wish.name);
  if ('sentence' in choice) throw noCapture(choice.sentence);
  if (found?.hasMp3) return deviceOrigin(choice.device, options);
  if (choice.device.system === 'pulse' && (await runProgram('parec', ['--version'], environment)))
    return parecOrigin(choice.device, options);
  throw noCapture(`There is no ffmpeg with MP3 (libmp3lame) here, and nothing else that can capture. ${GET_FFMPEG}`);
};

const noCapture = (sentence: string): CommandFailure => new CommandFailure(EXIT.NO_CAPTURE, sentence);
