import type { CaptureDevice, SoundSystem } from './capture-device.ts';

/** The device to capture, or a sentence that says why there is none and what to do. */
type DeviceChoice = { readonly device: CaptureDevice } | { readonly sentence: string };

const SYSTEMS: readonly SoundSystem[] = ['pulse', 'alsa', 'avfoundation', 'dshow'];

/** PulseAudio's word for "the monitor of whatever plays now": still right after a headset was unplugged. */
const PULSE_DEFAULT_MONITOR = '@DEFAULT_MONITOR@';

/**
 * `wanted`: a device's exact name; `pulse:…`, `alsa:…` and so on for one that is not listed; or a part of its
 * title that fits only one. Without it, the default.
 */
export const chooseDevice = (devices: readonly CaptureDevice[], wanted: string | null): DeviceChoice => {
  if (wanted === null) return chooseDefault(devices);
  const exact = devices.find((device) => device.name === wanted) ?? unlisted(wanted);
  if (exact) return { device: exact };
  const part = wanted.toLowerCase();
  const fitting = devices.filter((device) => device.title.toLowerCase().includes(part));
  const [only] = fitting;
  if (only && fitting.length === 1) return { device: only };
  const names = (fitting.length > 1 ? fitting : devices).map((device) => `  ${device.name}  (${device.title})`);
  return {
    sentence:
      names.length === 0
        ? `There is no device “${wanted}”; in fact nothing here can be captured. Is the sound server running?`
        : `${fitting.length > 1 ? 'Several devices fit' : 'There is no device'} “${wanted}”. Take one of these:\n${names.join('\n')}`,
  };
};

const chooseDefault = (devices: readonly CaptureDevice[]): DeviceChoice => {
  const device = devices.find(({ isDefault }) => isDefault);
  if (device) return { device: device.system === 'pulse' ? { ...device, name: PULSE_DEFAULT_MONITOR } : device };
  return {
    sentence:
      devices.length === 0
        ? 'Nothing here can be captured: no sound server answers. On Linux PulseAudio or PipeWire must be running (pactl info); on macOS and Windows ffmpeg must be installed.'
        : 'What this computer plays cannot be captured as it is: there is no monitor or loopback device (on macOS install BlackHole, on Windows VB-CABLE or “Stereo Mix”). To take a microphone or line input, name it with --device; `livestreamer devices` lists them.',
  };
};

const unlisted = (wanted: string): CaptureDevice | undefined => {
  const system = SYSTEMS.find((candidate) => wanted.startsWith(`${candidate}:`));
  if (!system) return undefined;
  const name = wanted.slice(system.length + 1);
  return { system, name, title: name, playback: false, isDefault: false };
};
