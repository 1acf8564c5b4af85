import type { CaptureDevice } from '../capture/devices/capture-device.ts';
import { chooseDevice } from '../capture/devices/device-choice.ts';
import { listDevices } from '../capture/devices/device-list.ts';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import type { Machine } from '../machine.ts';
import { paint } from '../terminal.ts';

/** Lists what can be captured: what the computer plays first, the default marked with a star. */
export const devicesCommand = async (machine: Machine): Promise<void> => {
  const { platform, environment, config, terminal } = machine;
  const devices = await listDevices({ platform, environment, ffmpeg: config.ffmpeg });
  const choice = chooseDevice(devices, null);
  if (devices.length === 0 && 'sentence' in choice) throw new CommandFailure(EXIT.NO_CAPTURE, choice.sentence);

  const section = (heading: string, listed: readonly CaptureDevice[]): void => {
    if (listed.length === 0) return;
    terminal.write(`${paint(terminal, 'bold', heading)}\n`);
    for (const { isDefault, title, system, name } of listed)
      terminal.write(`${isDefault ? '*' : ' '} ${title}  ${paint(terminal, 'dim', `${system}:${name}`)}\n`);
  };
  section(
    'What this computer plays',
    devices.filter(({ playback }) => playback),
  );
  section(
    'Microphones and line inputs',
    devices.filter(({ playback }) => !playback),
  );
  terminal.write('\nTake one with: livestreamer go-live --device <name or a part of it>\n');
  if ('sentence' in choice) terminal.complain(choice.sentence);
};
