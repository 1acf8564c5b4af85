import { describe, expect, it } from 'vitest';
import { garbage, joined } from '../testing/pushing.ts';
import { createFramer } from './create-framer.ts';
import { syntheticAdtsFrames } from './synthetic-adts.ts';
import { syntheticFrameIndex } from './synthetic-frame-index.ts';
import { syntheticMp3Frames } from './synthetic-mp3.ts';

const CASES = [
  { format: 'mp3', make: syntheticMp3Frames },
  { format: 'aac', make: syntheticAdtsFrames },
] as const;

describe.each(CASES)('the sync of $format', ({ format, make }) => {
  const frames = make({ count: 10 });
  const indicesIn = (...parts: readonly Uint8Array[]) =>
    createFramer(format)
      .push(joined(parts))
      .map((frame) => syntheticFrameIndex(frame.bytes));

  it('is found behind garbage, at the first whole frame', () => {
    const torn = make({ count: 1 }).map((frame) => frame.subarray(50));
    expect(indicesIn(garbage(5000), ...torn, ...frames)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is found again after garbage, with every whole frame given and every other byte counted', () => {
    const framer = createFramer(format);
    const noise = garbage(3000, 7);
    const given = framer.push(joined([...frames.slice(0, 4), noise, ...frames.slice(4)]));
    expect(given.map((frame) => syntheticFrameIndex(frame.bytes))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(framer.skippedBytes).toBe(noise.length);
  });

  it('is not believed on the word of one header', () => {
    const [frame] = frames;
    if (!frame) throw new Error('expected a frame');
    expect(indicesIn(garbage(500), frame, garbage(5000))).toEqual([]);
  });

  it('follows a change of sample rate without losing a frame', () => {
    const others = make({ count: 5, firstIndex: 10, sampleRate: 32_000 });
    const given = createFramer(format).push(joined([...frames, ...others]));
    expect(given.map((frame) => syntheticFrameIndex(frame.bytes))).toEqual(Array.from({ length: 15 }, (_, i) => i));
    expect(given.map((frame) => frame.sampleRate)).toEqual([...Array(10).fill(44_100), ...Array(5).fill(32_000)]);
  });

  it('takes a single frame of another sample rate for garbage, also at a border', () => {
    const [stray] = make({ count: 1, firstIndex: 99, sampleRate: 32_000 });
    if (!stray) throw new Error('expected a frame');
    expect(indicesIn(...frames.slice(0, 4), stray, ...frames.slice(4))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('outlives an ID3v2 tag between frames, whatever is in the tag', () => {
    const lure = joined(make({ count: 3, firstIndex: 50 }));
    const size = [lure.length >> 21, lure.length >> 14, lure.length >> 7, lure.length].map((digit) => digit & 0x7f);
    const tag = joined([Uint8Array.of(0x49, 0x44, 0x33, 3, 0, 0, ...size), lure]);
    const framer = createFramer(format);
    const given = framer.push(joined([tag, ...frames.slice(0, 4), tag, ...frames.slice(4, 5)]));
    expect(given.map((frame) => syntheticFrameIndex(frame.bytes))).toEqual([0, 1, 2, 3, 4]);
    expect(framer.skippedBytes).toBe(2 * tag.length);
  });

  it('is not muted for hours by a tag that claims 256 MB', () => {
    const tag = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f);
    expect(indicesIn(...frames.slice(0, 4), tag, ...frames.slice(4))).toHaveLength(10);
  });

  it('leaves ID3v1 and APE tags between the files of a concatenation out', () => {
    const id3v1 = new Uint8Array(128).fill(0x20);
    id3v1.set(Buffer.from('TAG'));
    const ape = new Uint8Array(64);
    ape.set(Buffer.from('APETAGEX'));
    const framer = createFramer(format);
    const given = framer.push(joined([...frames, ape, id3v1, ...make({ count: 10, firstIndex: 10 })]));
    expect(given.map((frame) => syntheticFrameIndex(frame.bytes))).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(framer.skippedBytes).toBe(192);
  });
});

describe('MP3 alone', () => {
  const frames = syntheticMp3Frames({ count: 4 });

  it.each([
    { what: 'free format', third: 0x00 },
    { what: 'the forbidden bitrate', third: 0xf0 },
    { what: 'the reserved sample rate', third: 0x9c },
  ])('skips $what', ({ third }) => {
    const changed = frames.map((frame) => {
      const copy = frame.slice();
      copy[2] = third;
      return copy;
    });
    expect(createFramer('mp3').push(joined(changed))).toEqual([]);
  });

  it.each(['Xing', 'Info', 'VBRI'])(
    'leaves a %s frame out: on air there is no file whose length it could tell',
    (name) => {
      const [first] = syntheticMp3Frames({ count: 1 });
      if (!first) throw new Error('expected a frame');
      first.set(Buffer.from(name), name === 'VBRI' ? 36 : 4 + 17);
      const framer = createFramer('mp3');
      expect(framer.push(joined([first, ...frames])).map((frame) => syntheticFrameIndex(frame.bytes))).toEqual([
        0, 1, 2, 3,
      ]);
      expect(framer.skippedBytes).toBe(first.length);
    },
  );
});
