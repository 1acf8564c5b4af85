import type { CaptureDevice } from './capture-device.ts';

/**
 * Reads `ffmpeg -sources pulse` or `-sources alsa`: `* name [description] (types)`, the star marks the system's
 * default source. For pulse that is a microphone on most machines, so ours is the first monitor instead.
 */
export const parseFfmpegSources = (system: 'pulse' | 'alsa', text: string): CaptureDevice[] => {
  const found = [...text.matchAll(/^[* ] (\S+) \[(.*)\](?: \([a-z, ]*\))?$/gm)].map(([, name = '', title = '']) => ({
    system,
    name,
    title: title === '' ? name : title,
    playback: system === 'pulse' && name.endsWith('.monitor'),
  }));
  const first = found.find((device) => device.playback);
  return found.map((device) => ({ ...device, isDefault: device === first }));
};

/** Reads `ffmpeg -f avfoundation -list_devices true -i ""` (macOS): `[AVFoundation … ] [0] BlackHole 2ch`, after a heading. */
export const parseAvfoundation = (text: string): CaptureDevice[] => {
  const audio = text.split(/AVFoundation audio devices:/)[1] ?? '';
  const names = [...audio.matchAll(/^\[[^\]]+\] \[\d+\] (.+)$/gm)].map(([, name = '']) => name.trim());
  return withLoopback('avfoundation', names);
};

/**
 * Reads `ffmpeg -f dshow -list_devices true -i dummy` (Windows): `[dshow … ] "Stereo Mix" (audio)`; before
 * ffmpeg 5 without the kind, under a heading.
 */
export const parseDshow = (text: string): CaptureDevice[] => {
  const marked = [...text.matchAll(/^\[[^\]]+\] +"(.+)" \(audio\)/gm)];
  const underHeading = text.split(/DirectShow audio devices/)[1] ?? '';
  const found = marked.length > 0 ? marked : [...underHeading.matchAll(/^\[[^\]]+\] {2}"(.+)"/gm)];
  return withLoopback(
    'dshow',
    found.map(([, name = '']) => name),
  );
};

/** macOS and Windows cannot record what they play; these add-ons and drivers make a device that can. */
const LOOPBACK = /blackhole|loopback|soundflower|stereo mix|cable output|virtual-audio-capturer|voicemeeter/i;

const withLoopback = (system: 'avfoundation' | 'dshow', names: readonly string[]): CaptureDevice[] => {
  const first = names.findIndex((name) => LOOPBACK.test(name));
  return names.map((name, index) => ({
    system,
    name,
    title: name,
    playback: LOOPBACK.test(name),
    isDefault: index === first,
  }));
};
