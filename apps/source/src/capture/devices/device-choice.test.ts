import { expect, test } from 'vitest';
import type { CaptureDevice } from './capture-device.ts';
import { chooseDevice } from './device-choice.ts';

const monitor: CaptureDevice = {
  system: 'pulse',
  name: 'headset.monitor',
  title: 'Monitor of Headset',
  playback: true,
  isDefault: true,
};
const speakers: CaptureDevice = {
  ...monitor,
  name: 'speakers.monitor',
  title: 'Monitor of Speakers',
  isDefault: false,
};
const microphone: CaptureDevice = { ...speakers, name: 'mic', title: 'Microphone', playback: false };
const devices = [monitor, speakers, microphone];

test('without a name the default monitor is taken, whichever it is at that time', () => {
  expect(chooseDevice(devices, null)).toEqual({ device: { ...monitor, name: '@DEFAULT_MONITOR@' } });
});

test('a microphone is never taken unasked', () => {
  expect(chooseDevice([microphone], null)).toEqual({ sentence: expect.stringContaining('--device') });
});

test('with nothing to capture the sentence says what must run', () => {
  expect(chooseDevice([], null)).toEqual({
    sentence: expect.stringContaining('PulseAudio or PipeWire must be running'),
  });
  expect(chooseDevice([], 'x')).toEqual({ sentence: expect.stringContaining('Is the sound server running?') });
});

test('an exact name wins', () => {
  expect(chooseDevice(devices, 'mic')).toEqual({ device: microphone });
});

test('a part of a title is enough when only one fits, in any case of letters', () => {
  expect(chooseDevice(devices, 'speak')).toEqual({ device: speakers });
});

test('a part that fits several names them', () => {
  expect(chooseDevice(devices, 'monitor of')).toEqual({
    sentence: expect.stringMatching(/Several devices fit.*\n.*headset\.monitor.*\n.*speakers\.monitor.*[^c]$/),
  });
});

test('a name that fits none lists all', () => {
  expect(chooseDevice(devices, 'turntable')).toEqual({
    sentence: expect.stringMatching(/no device “turntable”(.|\n)*headset(.|\n)*speakers(.|\n)*mic/),
  });
});

test('a device that no list shows can be named with its sound system', () => {
  expect(chooseDevice(devices, 'alsa:hw:1,0')).toMatchObject({ device: { system: 'alsa', name: 'hw:1,0' } });
});
