import { describe, expect, it } from 'vitest';
import { garbage, joined } from '../testing/pushing.ts';
import { sniffFormat } from './sniff-format.ts';
import { syntheticAdtsFrames } from './synthetic-adts.ts';
import { syntheticMp3Frames } from './synthetic-mp3.ts';
import { syntheticOggOpusPages } from './synthetic-ogg-opus.ts';

describe('the format of a source', () => {
  it.each([
    { format: 'mp3', frames: syntheticMp3Frames({ count: 3 }) },
    { format: 'aac', frames: syntheticAdtsFrames({ count: 3 }) },
    { format: 'ogg', frames: syntheticOggOpusPages({ count: 0 }) },
  ])('is told from its first frames, also behind garbage ($format)', ({ format, frames }) => {
    expect(sniffFormat(joined(frames))).toBe(format);
    expect(sniffFormat(joined([garbage(1000), ...frames]))).toBe(format);
  });

  it('is not told from a first frame that is not whole', () => {
    const frames = joined(syntheticMp3Frames({ count: 2 }));
    expect(sniffFormat(frames.subarray(0, 417))).toBeNull();
    expect(sniffFormat(joined(syntheticOggOpusPages({ count: 0 })).subarray(0, 40))).toBeNull();
  });

  it.each([
    { what: 'nothing', head: new Uint8Array(0) },
    { what: 'noise', head: garbage(8000) },
    { what: 'a page', head: Buffer.from('<!doctype html><title>Not audio</title>'.repeat(50)) },
    { what: 'WebM', head: Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, ...garbage(2000)]) },
  ])('is none for $what', ({ head }) => {
    expect(sniffFormat(head)).toBeNull();
  });
});
