import { expect, test } from 'vitest';
import { parseAvfoundation, parseDshow, parseFfmpegSources } from './ffmpeg-devices.ts';
import { parsePactl } from './pulse-devices.ts';

const PACTL_SOURCES = `Source #0
	State: IDLE
	Name: alsa_output.pci-0000_00_1f.3.analog-stereo.monitor
	Description: Monitor of Built-in Audio
	Driver: module-alsa-card.c
	Monitor of Sink: alsa_output.pci-0000_00_1f.3.analog-stereo
	Properties:
		device.description = "Monitor of Built-in Audio"

Source #1
	State: RUNNING
	Name: alsa_input.pci-0000_00_1f.3.analog-stereo
	Description: Built-in Audio
	Monitor of Sink: n/a

Source #2
	Name: headset.monitor
	Description: Monitor of Headset
	Monitor of Sink: headset
`;

test('PulseAudio: the monitor of the default sink is the default, microphones are inputs', () => {
  const devices = parsePactl({ sources: PACTL_SOURCES, info: 'Server Name: pulseaudio\nDefault Sink: headset\n' });
  expect(devices).toEqual([
    {
      system: 'pulse',
      name: 'alsa_output.pci-0000_00_1f.3.analog-stereo.monitor',
      title: 'Monitor of Built-in Audio',
      playback: true,
      isDefault: false,
    },
    {
      system: 'pulse',
      name: 'alsa_input.pci-0000_00_1f.3.analog-stereo',
      title: 'Built-in Audio',
      playback: false,
      isDefault: false,
    },
    { system: 'pulse', name: 'headset.monitor', title: 'Monitor of Headset', playback: true, isDefault: true },
  ]);
});

test('PulseAudio that does not answer has no devices', () => {
  expect(parsePactl({ sources: '', info: '' })).toEqual([]);
});

test('PulseAudio as ffmpeg lists it: the first monitor is the default, not the starred microphone', () => {
  const text =
    'Auto-detected sources for pulse:\n  a.monitor [Monitor of A] (audio)\n* mic [Microphone [front]] (none)\n';
  expect(parseFfmpegSources('pulse', text)).toEqual([
    { system: 'pulse', name: 'a.monitor', title: 'Monitor of A', playback: true, isDefault: true },
    { system: 'pulse', name: 'mic', title: 'Microphone [front]', playback: false, isDefault: false },
  ]);
});

test('ALSA has inputs and no default', () => {
  const text = 'Auto-detected sources for alsa:\n  default [Default Audio Device] (none)\n';
  expect(parseFfmpegSources('alsa', text)).toEqual([
    { system: 'alsa', name: 'default', title: 'Default Audio Device', playback: false, isDefault: false },
  ]);
});

test('macOS: audio devices only, a loopback driver is the default', () => {
  const text = `[AVFoundation indev @ 0x7f] AVFoundation video devices:
[AVFoundation indev @ 0x7f] [0] FaceTime HD Camera
[AVFoundation indev @ 0x7f] AVFoundation audio devices:
[AVFoundation indev @ 0x7f] [0] MacBook Pro Microphone
[AVFoundation indev @ 0x7f] [1] BlackHole 2ch
: Input/output error`;
  expect(parseAvfoundation(text).map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['MacBook Pro Microphone', false],
    ['BlackHole 2ch', true],
  ]);
});

test('macOS without a loopback driver has no default', () => {
  const text = '[AVFoundation indev @ 0x7f] AVFoundation audio devices:\n[AVFoundation indev @ 0x7f] [0] Microphone';
  expect(parseAvfoundation(text).map(({ isDefault }) => isDefault)).toEqual([false]);
});

test('Windows: what ffmpeg marks as audio', () => {
  const text = `[dshow @ 000001] "Integrated Camera" (video)
[dshow @ 000001]   Alternative name "@device_pnp_1"
[dshow @ 000001] "Microphone (Realtek)" (audio)
[dshow @ 000001]   Alternative name "@device_cm_1"
[dshow @ 000001] "CABLE Output (VB-Audio Virtual Cable)" (audio)`;
  expect(parseDshow(text).map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['Microphone (Realtek)', false],
    ['CABLE Output (VB-Audio Virtual Cable)', true],
  ]);
});

test('Windows with an older ffmpeg: what stands under the heading', () => {
  const text = `[dshow @ 000001] DirectShow video devices
[dshow @ 000001]  "Integrated Camera"
[dshow @ 000001] DirectShow audio devices
[dshow @ 000001]  "Stereo Mix (Realtek)"
[dshow @ 000001]     Alternative name "@device_cm_1"`;
  expect(parseDshow(text).map(({ name, isDefault }) => [name, isDefault])).toEqual([['Stereo Mix (Realtek)', true]]);
});
