import { describe, expect, it } from 'vitest';
import { garbage, joined } from '../testing/pushing.ts';
import type { AudioFormat } from './audio-format.ts';
import { createFramer } from './create-framer.ts';
import { syntheticOggOpusPages } from './synthetic-ogg-opus.ts';

const FORMATS: readonly AudioFormat[] = ['mp3', 'aac', 'ogg'];
const MB = 1e6;

/** Page headers that overlap each other, each claiming some 50 KB. */
const falsePages = (): Uint8Array => {
  const header = new Uint8Array(27).fill(0xf0);
  header.set([...Buffer.from('OggS'), 0]);
  header[26] = 255;
  return new Uint8Array(Buffer.alloc(4 * MB, header));
};

const repeated = (pattern: readonly number[]): Uint8Array =>
  new Uint8Array(Buffer.alloc(4 * MB, Uint8Array.from(pattern)));

/** The worst each format can be fed; without linear time any of these takes minutes. */
const HOSTILE = [
  { what: 'sync words of MP3', format: 'mp3', bytes: () => repeated([0xff, 0xfb]) },
  { what: 'headers of MP3', format: 'mp3', bytes: () => repeated([0xff, 0xfb, 0xe0, 0, 0]) },
  {
    what: 'headers of ADTS that claim 8 KB',
    format: 'aac',
    bytes: () => repeated([0xff, 0xf1, 0x50, 0x83, 0xff, 0xff, 0xfc]),
  },
  { what: 'beginnings of tags', format: 'mp3', bytes: () => repeated([0x49, 0x44]) },
  { what: 'capture patterns', format: 'ogg', bytes: () => repeated([...Buffer.from('OggS')]) },
  { what: 'overlapping page headers', format: 'ogg', bytes: falsePages },
] as const;

describe.each(FORMATS)('garbage taken for %s', (format) => {
  it('gives no frames and is counted', () => {
    const framer = createFramer(format);
    const noise = garbage(2 * MB);
    expect(framer.push(noise)).toEqual([]);
    expect(framer.skippedBytes).toBeGreaterThan(noise.length - 128 * 1024);
  });

  it('is not kept', () => {
    const framer = createFramer(format);
    const noise = garbage(2 * MB);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 30; i += 1) framer.push(noise);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * MB);
  });
});

describe('hostile input', () => {
  it.each(HOSTILE)(
    'of nothing but $what takes linear time',
    ({ format, bytes }) => {
      const framer = createFramer(format);
      expect(framer.push(bytes())).toEqual([]);
      expect(framer.skippedBytes).toBeGreaterThan(3.9 * MB);
    },
    10_000,
  );

  it('does not keep the next good page from being found', () => {
    const framer = createFramer('ogg');
    framer.push(falsePages());
    framer.push(new Uint8Array(128 * 1024));
    const pages = syntheticOggOpusPages({ count: 5 });
    expect(framer.push(joined(pages)).map((frame) => frame.bytes)).toEqual(pages);
  });

  it('of single bytes is no more work than what the bytes are', () => {
    const framer = createFramer('ogg');
    const longPage = new Uint8Array(65_307).fill(255);
    longPage.set([...Buffer.from('OggS'), 0]);
    for (let round = 0; round < 10; round += 1) {
      for (let at = 0; at < longPage.length; at += 1) framer.push(longPage.subarray(at, at + 1));
    }
    expect(framer.skippedBytes).toBeGreaterThan(9 * longPage.length);
  }, 10_000);
});
