import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, cut, joined, pushAll } from '../testing/pushing.ts';
import type { AudioFormat } from './audio-format.ts';
import { createFramer } from './create-framer.ts';
import { syntheticAdtsFrames } from './synthetic-adts.ts';
import { syntheticFrameIndex } from './synthetic-frame-index.ts';
import { syntheticMp3Frames } from './synthetic-mp3.ts';
import { syntheticOggOpusPages } from './synthetic-ogg-opus.ts';

const FORMATS: readonly AudioFormat[] = ['mp3', 'aac', 'ogg'];

const count = fc.integer({ min: 1, max: 5 });
const firstIndex = fc.integer({ min: 0, max: 1000 });

/** Whole audio, of two kinds for each format, so that changes of sample rate and chain come up. */
const audio = fc.oneof(
  fc.record({ count, firstIndex }).map(syntheticMp3Frames),
  fc.record({ count, firstIndex, sampleRate: fc.constant(48_000) }).map(syntheticMp3Frames),
  fc.record({ count, firstIndex }).map(syntheticAdtsFrames),
  fc.record({ count, firstIndex, sampleRate: fc.constant(32_000) }).map(syntheticAdtsFrames),
  fc.record({ count, firstIndex, serial: fc.integer({ min: 1, max: 2 }) }).map(syntheticOggOpusPages),
);

/** Bytes that like to look like borders. */
const garbage = fc
  .array(
    fc.oneof(
      { arbitrary: fc.uint8Array({ maxLength: 40 }), weight: 2 },
      fc
        .constantFrom('OggS', 'OggS\0', 'ID3\x03\0\0\0\0\0\x14', 'TAG', 'O', 'I')
        .map((text) => Buffer.from(text, 'latin1')),
      fc
        .constantFrom([0xff], [0xff, 0xfb, 0x90, 0x64], [0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc])
        .map((b) => Uint8Array.from(b)),
    ),
    { maxLength: 6 },
  )
  .map(joined);

/** Audio cut off anywhere. */
const torn = fc.tuple(audio, fc.double({ min: 0, max: 1, noNaN: true })).map(([frames, part]) => {
  const whole = joined(frames);
  return whole.subarray(0, Math.floor(whole.length * part));
});

const broadcast = fc.array(fc.oneof(audio.map(joined), garbage, torn), { minLength: 1, maxLength: 8 }).map(joined);

const chunkLengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 2000 })), {
  minLength: 1,
  maxLength: 20,
});

describe.each(FORMATS)('however %s is cut into chunks', (format) => {
  it('the framer gives the same frames, counts the same and keeps the same preamble', () => {
    fc.assert(
      fc.property(broadcast, chunkLengths, (bytes, lengths) => {
        const whole = createFramer(format);
        const chunked = createFramer(format);
        const expected = whole.push(bytes);
        expect(pushAll(chunked, cut(bytes, lengths))).toEqual(expected);
        expect(chunked.skippedBytes).toBe(whole.skippedBytes);
        expect(chunked.preamble).toEqual(whole.preamble);
      }),
      { numRuns: 300 },
    );
  });

  it('every byte is in a frame or counted as skipped, once nothing is waited for any more', () => {
    const zeros = new Uint8Array(128 * 1024);
    fc.assert(
      fc.property(broadcast, (bytes) => {
        const framer = createFramer(format);
        const frames = pushAll(framer, [bytes, zeros]);
        expect(bytesOf(frames).length + framer.skippedBytes).toBe(bytes.length + zeros.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a frame in sync', () => {
  it.each([
    { format: 'mp3', frames: syntheticMp3Frames({ count: 20 }) },
    { format: 'aac', frames: syntheticAdtsFrames({ count: 20 }) },
    { format: 'ogg', frames: syntheticOggOpusPages({ count: 20 }) },
  ] as const)('is given with its last byte, also the last one ($format)', ({ format, frames }) => {
    const framer = createFramer(format);
    framer.push(joined(frames.slice(0, 3)));
    for (const frame of frames.slice(3)) {
      expect(framer.push(frame.subarray(0, frame.length - 1))).toEqual([]);
      expect(framer.push(frame.subarray(frame.length - 1)).map((given) => given.bytes)).toEqual([frame]);
    }
  });

  it('owns its bytes: the chunk may be written over', () => {
    const framer = createFramer('mp3');
    const chunk = joined(syntheticMp3Frames({ count: 5 }));
    const frames = framer.push(chunk);
    chunk.fill(0xff);
    framer.push(chunk);
    expect(frames.map((frame) => syntheticFrameIndex(frame.bytes))).toEqual([0, 1, 2, 3, 4]);
  });
});
