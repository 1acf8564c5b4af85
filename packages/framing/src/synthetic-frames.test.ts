import { describe, expect, it } from 'vitest';
import { decode } from '../testing/ffmpeg-audio.ts';
import { bytesOf, joined, secondsOf } from '../testing/pushing.ts';
import { createFramer } from './create-framer.ts';
import { syntheticAdtsFrames } from './synthetic-adts.ts';
import { syntheticFrameIndex } from './synthetic-frame-index.ts';
import { syntheticMp3Frames } from './synthetic-mp3.ts';
import { syntheticOggOpusPages } from './synthetic-ogg-opus.ts';

const count = 150;
const firstIndex = 1000;
const indices = Array.from({ length: count }, (_, i) => firstIndex + i);

const MADE = [
  { named: 'MP3', format: 'mp3', samples: 1152, frames: syntheticMp3Frames({ count, firstIndex }) },
  {
    named: 'MP3 of 320 kbit/s at 48 kHz',
    format: 'mp3',
    samples: 1152,
    frames: syntheticMp3Frames({ count, firstIndex, bitrateKbps: 320, sampleRate: 48_000 }),
  },
  {
    named: 'the shortest MP3',
    format: 'mp3',
    samples: 576,
    frames: syntheticMp3Frames({ count, firstIndex, bitrateKbps: 8, sampleRate: 24_000 }),
  },
  {
    named: 'MPEG-2.5 MP3',
    format: 'mp3',
    samples: 576,
    frames: syntheticMp3Frames({ count, firstIndex, bitrateKbps: 32, sampleRate: 11_025 }),
  },
  { named: 'AAC', format: 'aac', samples: 1024, frames: syntheticAdtsFrames({ count, firstIndex }) },
  {
    named: 'AAC at 8 kHz',
    format: 'aac',
    samples: 1024,
    frames: syntheticAdtsFrames({ count, firstIndex, bitrateKbps: 12, sampleRate: 8_000 }),
  },
  { named: 'Ogg Opus', format: 'ogg', samples: 960, frames: syntheticOggOpusPages({ count, firstIndex }) },
] as const;

describe.each(MADE)('synthetic $named', ({ format, samples, frames }) => {
  const found = createFramer(format).push(joined(frames));
  const audio = found.filter((frame) => !frame.header);

  it('comes out of the framer as it was made, each frame with its index', () => {
    expect(found.map((frame) => frame.bytes)).toEqual(frames);
    expect(audio.map((frame) => syntheticFrameIndex(frame.bytes))).toEqual(indices);
  });

  it('is decoded by ffmpeg without complaint, as silence of the right length', async () => {
    const { pcm, complaints } = await decode({ bytes: bytesOf(found), options: ['-f', format] });
    expect(complaints).toBe('');
    expect(pcm.every((sample) => sample === 0)).toBe(true);
    const decodedFrames = (pcm.length - count * samples) / samples;
    /** Opus decoders drop the pre-skip; one MP3 or AAC frame may be the decoder's delay. */
    expect(Math.abs(decodedFrames)).toBeLessThanOrEqual(1);
  });

  it('shows no index when it is torn', () => {
    const [first, second] = audio.map((frame) => frame.bytes);
    if (!first || !second) throw new Error('expected two frames');
    const torn = joined([first.subarray(0, first.length - 5), second.subarray(0, 5)]);
    expect(syntheticFrameIndex(torn)).toBeNull();
    expect(syntheticFrameIndex(first.subarray(0, first.length - 1))).toBeNull();
    const changed = first.slice();
    changed[first.length - 1] = (changed[first.length - 1] ?? 0) ^ 1;
    expect(syntheticFrameIndex(changed)).toBeNull();
  });
});

describe('synthetic frames', () => {
  it('keep their bitrate, by padding, over any two runs that follow each other', () => {
    const runs = [
      ...syntheticMp3Frames({ count: 441, firstIndex: 0 }),
      ...syntheticMp3Frames({ count: 441, firstIndex: 441 }),
    ];
    const frames = createFramer('mp3').push(joined(runs));
    expect(frames).toHaveLength(882);
    expect((bytesOf(frames).length * 8) / secondsOf(frames)).toBeCloseTo(128_000, 6);
  });

  it('of Opus are also decoded by libopus', async () => {
    const bytes = joined(syntheticOggOpusPages({ count: 50 }));
    const { complaints, pcm } = await decode({ bytes, options: ['-c:a', 'libopus', '-f', 'ogg'] });
    expect(complaints).toBe('');
    expect(pcm).toHaveLength(50 * 960 - 312);
  });

  it('are refused for rates that the format does not have', () => {
    expect(() => syntheticMp3Frames({ count: 1, bitrateKbps: 100 })).toThrow(RangeError);
    expect(() => syntheticMp3Frames({ count: 1, sampleRate: 96_000 })).toThrow(RangeError);
    expect(() => syntheticAdtsFrames({ count: 1, sampleRate: 44_000 })).toThrow(RangeError);
    expect(() => syntheticAdtsFrames({ count: 1, bitrateKbps: 320 })).toThrow(RangeError);
    expect(() => syntheticMp3Frames({ count: 1, firstIndex: -1 })).toThrow(RangeError);
  });

  it('have no index when they are other audio or headers', () => {
    expect(syntheticFrameIndex(new Uint8Array(400))).toBeNull();
    expect(syntheticOggOpusPages({ count: 0 }).map(syntheticFrameIndex)).toEqual([null, null]);
  });
});
