import { describe, expect, it } from 'vitest';
import { bytesOf, joined } from '../testing/pushing.ts';
import { createFramer } from './create-framer.ts';
import { MAX_PAGE_DURATION_US, MAX_PREAMBLE_BYTES } from './ogg-chain.ts';
import { type OggPage, writeOggPage } from './ogg-page.ts';
import { syntheticFrameIndex } from './synthetic-frame-index.ts';
import { syntheticOggOpusPages } from './synthetic-ogg-opus.ts';

const opus = syntheticOggOpusPages({ count: 5 });
const opusHeaders = joined(opus.slice(0, 2));

/** A page with one packet of up to 254 bytes unless `parts` says otherwise. */
const page = (parts: Partial<OggPage>): Uint8Array =>
  writeOggPage({
    continued: false,
    first: false,
    last: false,
    granule: 0,
    serial: 1,
    sequence: 0,
    lacing: Uint8Array.of(parts.body?.length ?? 0),
    body: new Uint8Array(0),
    ...parts,
  });

const indicesOf = (bytes: Uint8Array) =>
  createFramer('ogg')
    .push(bytes)
    .filter((frame) => !frame.header)
    .map((frame) => syntheticFrameIndex(frame.bytes));

describe('Ogg pages', () => {
  it('with a wrong checksum are skipped and counted, and the next page is found', () => {
    const bytes = joined(opus);
    const damaged = joined(opus.slice(0, 3)).length + 30;
    bytes[damaged] = (bytes[damaged] ?? 0) ^ 1;
    const framer = createFramer('ogg');
    const frames = framer.push(bytes);
    expect(frames.slice(2).map((frame) => syntheticFrameIndex(frame.bytes))).toEqual([0, 2, 3, 4]);
    expect(framer.skippedBytes).toBe(opus[3]?.length);
  });

  it('behind one that was cut off are found, although it claims their bytes', () => {
    const long = page({ lacing: new Uint8Array(40).fill(255), body: new Uint8Array(40 * 255) });
    const padding = new Uint8Array(40 * 255);
    expect(indicesOf(joined([long.subarray(0, 200), ...opus, padding]))).toEqual([0, 1, 2, 3, 4]);
  });

  it('of another serial number, or before any first page, are skipped and counted', () => {
    const stray = page({ serial: 9, body: new Uint8Array(100) });
    const framer = createFramer('ogg');
    const frames = framer.push(joined([...opus.slice(2), ...opus.slice(0, 3), stray, ...opus.slice(3)]));
    expect(frames.map((frame) => frame.bytes)).toEqual(opus);
    expect(framer.skippedBytes).toBe(stray.length + joined(opus.slice(2)).length);
  });

  it('of codecs that are not carried give no frames, whether alone or beside one that is', () => {
    const speex = page({ first: true, serial: 7, body: new Uint8Array(Buffer.from('Speex   1.2'.padEnd(80))) });
    const more = page({ serial: 7, sequence: 1, body: new Uint8Array(20) });
    expect(createFramer('ogg').push(joined([speex, more]))).toEqual([]);
    expect(indicesOf(joined([speex, ...opus.slice(0, 3), more, ...opus.slice(3)]))).toEqual([0, 1, 2, 3, 4]);
  });

  it('are given up when their serial number is taken over by such a codec', () => {
    const speex = page({ first: true, serial: 1, body: new Uint8Array(Buffer.from('Speex   1.2'.padEnd(80))) });
    const framer = createFramer('ogg');
    framer.push(joined([...opus, speex]));
    expect(framer.push(page({ sequence: 1, granule: 99, body: new Uint8Array(20) }))).toEqual([]);
    expect(framer.preamble).toHaveLength(0);
  });
});

describe('the preamble', () => {
  it('grows with each header page and is replaced when a new chain begins', () => {
    const next = syntheticOggOpusPages({ count: 3, firstIndex: 5, serial: 2 });
    const [nextHead = new Uint8Array(0)] = next;
    const framer = createFramer('ogg');
    expect(framer.preamble).toHaveLength(0);
    framer.push(joined(opus));
    expect(framer.preamble).toEqual(opusHeaders);
    framer.push(nextHead);
    expect(framer.preamble).toEqual(nextHead);
    const frames = framer.push(joined(next.slice(1)));
    expect(frames.map((frame) => frame.header)).toEqual([true, false, false, false]);
    expect(framer.preamble).toEqual(joined(next.slice(0, 2)));
  });

  it('is replaced, too, when the same serial number begins again without an end', () => {
    const framer = createFramer('ogg');
    const frames = framer.push(joined([...opus.slice(0, 4), ...opus]));
    expect(bytesOf(frames)).toEqual(joined([...opus.slice(0, 4), ...opus]));
    expect(framer.preamble).toEqual(opusHeaders);
  });

  it('is still whole when first read long after the headers', () => {
    const framer = createFramer('ogg');
    framer.push(joined(opus));
    framer.push(new Uint8Array(256 * 1024).fill(0x55));
    expect(framer.preamble).toEqual(opusHeaders);
  });

  it('has every page of headers that span pages', () => {
    const [head = new Uint8Array(0), , ...audio] = opus;
    const start = page({ sequence: 1, lacing: new Uint8Array(20).fill(255), body: new Uint8Array(5100), granule: -1 });
    const end = page({ sequence: 2, continued: true, body: new Uint8Array(10) });
    const framer = createFramer('ogg');
    const frames = framer.push(joined([head, start, end, ...audio]));
    expect(frames.map((frame) => frame.header)).toEqual([true, true, true, ...audio.map(() => false)]);
    expect(framer.preamble).toEqual(joined([head, start, end]));
  });

  it('has all metadata of FLAC, also when their number is not told', () => {
    const streamInfo = new Uint8Array(51);
    streamInfo.set(Buffer.from('\x7fFLAC\x01\0\0\0fLaC', 'latin1'));
    streamInfo.set([0x0a, 0xc4, 0x42], 27);
    const pages = [
      page({ first: true, body: streamInfo }),
      page({ sequence: 1, body: Uint8Array.of(0x04, 0, 0, 0) }),
      page({ sequence: 2, body: Uint8Array.of(0x81, 0, 0, 0) }),
      page({ sequence: 3, granule: 4410, body: Uint8Array.of(0xff, 0xf8, 0, 0) }),
    ];
    const frames = createFramer('ogg').push(joined(pages));
    expect(frames.map((frame) => frame.header)).toEqual([true, true, true, false]);
    expect(frames.map((frame) => frame.durationUs)).toEqual([0, 0, 0, 100_000]);
    expect(frames[0]?.sampleRate).toBe(44_100);
  });

  it('never grows past its limit: a chain with longer headers is not carried', () => {
    const [head = new Uint8Array(0)] = opus;
    const part = page({ continued: true, lacing: new Uint8Array(255).fill(255), body: new Uint8Array(255 * 255) });
    const framer = createFramer('ogg');
    framer.push(head);
    const pagesWithin = Math.floor((MAX_PREAMBLE_BYTES - head.length) / part.length);
    for (let i = 0; i < pagesWithin; i += 1) expect(framer.push(part)).toHaveLength(1);
    expect(framer.push(part)).toEqual([]);
    expect(framer.preamble).toHaveLength(0);
    expect(framer.push(joined(opus.slice(1)))).toEqual([]);
    expect(framer.push(joined(opus))).toHaveLength(opus.length);
  });
});

describe('the duration of an Ogg page', () => {
  const body = new Uint8Array(10);
  const durationsOf = (granules: readonly number[]) =>
    createFramer('ogg')
      .push(joined([opusHeaders, ...granules.map((granule, i) => page({ sequence: 2 + i, granule, body }))]))
      .slice(2)
      .map((frame) => frame.durationUs);

  it('is the step of the position', () => {
    expect(durationsOf([960, 1920, 4800])).toEqual([20_000, 20_000, 60_000]);
  });

  it('is 0 where no packet ends, and counted with the page where it does', () => {
    expect(durationsOf([960, -1, -1, 3840])).toEqual([20_000, 0, 0, 60_000]);
  });

  it('is 0 for a step back or a jump, and sane again behind it', () => {
    const far = 48_000 * 3600;
    expect(durationsOf([far, far + 960, 0, 960, far, 2 ** 52, -(2 ** 40), 2 ** 52 + 960])).toEqual([
      0, 20_000, 0, 20_000, 0, 0, 0, 20_000,
    ]);
  });

  it('is never longer than the longest honest page', () => {
    const longest = (MAX_PAGE_DURATION_US / 1e6) * 48_000;
    expect(durationsOf([longest, 2 * longest + 1])).toEqual([MAX_PAGE_DURATION_US, 0]);
  });
});
