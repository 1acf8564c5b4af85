import { execFileSync } from 'node:child_process';
import { createFramer, type Frame } from '@livestreamer/framing';
import { describe, expect, test } from 'vitest';
import { probeAudio } from '../../../testing/probe-audio.ts';
import { mp3FrameOf, mp3LengthFrame } from './mp3-length-frame.ts';

/** A minute of a tone and then of noise, which takes a variable bitrate more: frames as LAME makes them, without its own length. */
const encoded = (...options: string[]): readonly Frame[] => {
  const sound = 'aevalsrc=if(lt(t\\,40)\\,0.05*sin(440*t)\\,0.5*random(0)):d=60';
  const output = ['-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3', '-'];
  const file = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-f', 'lavfi', '-i', sound, '-c:a', 'libmp3lame', ...options, ...output],
    {
      maxBuffer: 100_000_000,
    },
  );
  return createFramer('mp3').push(file);
};

const withLength = (frames: readonly Frame[]): Buffer => {
  const sizes = frames.map(({ bytes }) => bytes.length);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const byteAtPercent = (percent: number) =>
    sizes.slice(0, Math.floor((frames.length * percent) / 100)).reduce((sum, size) => sum + size, 0);
  const [first] = frames;
  if (!first) throw new Error('ffmpeg made no frames.');
  const length = mp3LengthFrame({
    firstHeader: first.bytes.subarray(0, 4),
    frames: frames.length,
    bytes,
    byteAtPercent,
  });
  return Buffer.concat([length, ...frames.map((frame) => frame.bytes)]);
};

describe.each([
  ['44.1 kHz stereo', ['-ac', '2', '-ar', '44100', '-b:a', '128k'], 'Info'],
  ['48 kHz stereo, variable', ['-ac', '2', '-ar', '48000', '-q:a', '4'], 'Xing'],
  ['32 kHz mono, low', ['-ac', '1', '-ar', '32000', '-b:a', '32k'], 'Info'],
  ['22.05 kHz mono', ['-ac', '1', '-ar', '22050', '-b:a', '32k'], 'Info'],
  ['24 kHz stereo, variable', ['-ac', '2', '-ar', '24000', '-q:a', '5'], 'Xing'],
  ['11.025 kHz mono', ['-ac', '1', '-ar', '11025', '-b:a', '16k'], 'Info'],
])('%s', (_, options, name) => {
  const frames = encoded(...options);

  test(`players know its length to the frame, and go by ${name}`, () => {
    const file = withLength(frames);
    expect(file.subarray(0, 60).toString('latin1')).toContain(name);
    const { samples, sampleRate } = mp3FrameOf(frames[0]?.bytes ?? new Uint8Array());
    expect(probeAudio(file).durationS).toBeCloseTo((frames.length * samples) / sampleRate, 3);
  });

  test('it is a frame itself, and known as one that carries no audio', () => {
    const framer = createFramer('mp3');
    const found = framer.push(withLength(frames));
    expect(found).toHaveLength(frames.length);
    expect(framer.skippedBytes).toBe(
      withLength(frames).length - found.reduce((sum, { bytes }) => sum + bytes.length, 0),
    );
  });
});

test('its table goes up from the beginning to the end', () => {
  const file = withLength(encoded('-ac', '2', '-ar', '48000', '-q:a', '4'));
  const table = [...file.subarray(4 + 32 + 16, 4 + 32 + 116)];
  expect(table[0]).toBe(0);
  expect(table).toEqual([...table].sort((a, b) => a - b));
  // Two thirds of the time are the tone, which is much less than two thirds of the bytes.
  expect(table[66]).toBeLessThan(130);
  expect(table[99]).toBeGreaterThan(245);
});
