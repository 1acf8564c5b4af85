import { runProgram } from '../run-program.ts';
import type { CaptureDevice } from './capture-device.ts';
import { parseAvfoundation, parseDshow, parseFfmpegSources } from './ffmpeg-devices.ts';
import { parsePactl } from './pulse-devices.ts';

interface ListOptions {
  readonly platform: NodeJS.Platform;
  readonly ffmpeg: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What can be captured on this machine. */
export const listDevices = async (options: ListOptions): Promise<CaptureDevice[]> => {
  switch (options.platform) {
    case 'darwin':
      return parseAvfoundation(await ask(options, ['-f', 'avfoundation', '-list_devices', 'true', '-i', '']));
    case 'win32':
      return parseDshow(await ask(options, ['-f', 'dshow', '-list_devices', 'true', '-i', 'dummy']));
    default: {
      const [pulse, alsa] = await Promise.all([listPulse(options), listAlsa(options)]);
      return [...pulse, ...alsa];
    }
  }
};

/** What ffmpeg says, on whichever pipe; nothing when there is no ffmpeg. */
const ask = async ({ ffmpeg, environment }: ListOptions, args: readonly string[]): Promise<string> => {
  const reply = await runProgram(ffmpeg, ['-hide_banner', ...args], environment);
  return reply ? `${reply.stdout}\n${reply.stderr}` : '';
};

/** PipeWire answers here too, through pipewire-pulse. */
const listPulse = async (options: ListOptions): Promise<CaptureDevice[]> => {
  const [sources, info] = await Promise.all([
    runProgram('pactl', ['list', 'sources'], options.environment),
    runProgram('pactl', ['info'], options.environment),
  ]);
  if (sources && info) return parsePactl({ sources: sources.stdout, info: info.stdout });
  return parseFfmpegSources('pulse', await ask(options, ['-sources', 'pulse']));
};

/** Of ALSA's many names for one card, those that convert any rate and width. */
const listAlsa = async (options: ListOptions): Promise<CaptureDevice[]> =>
  parseFfmpegSources('alsa', await ask(options, ['-sources', 'alsa'])).filter(({ name }) =>
    /^(?:default$|plughw:)/.test(name),
  );
