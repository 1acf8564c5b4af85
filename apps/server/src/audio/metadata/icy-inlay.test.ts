import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIcyInlay, ICY_INTERVAL_BYTES } from './icy-inlay.ts';

/** Reads it as a player does. */
const played = (bytes: Buffer): { audio: Buffer; titles: string[] } => {
  const audio: Buffer[] = [];
  const titles: string[] = [];
  let at = 0;
  while (bytes.length - at > ICY_INTERVAL_BYTES) {
    audio.push(bytes.subarray(at, at + ICY_INTERVAL_BYTES));
    at += ICY_INTERVAL_BYTES;
    const length = (bytes[at] ?? 0) * 16;
    const [, title] = /^StreamTitle='(.*?)';\0*$/.exec(bytes.toString('utf8', at + 1, at + 1 + length)) ?? [];
    if (length > 0) titles.push(title ?? 'no title in the block');
    at += 1 + length;
  }
  audio.push(bytes.subarray(at));
  return { audio: Buffer.concat(audio), titles };
};

test('however the audio is cut, a player hears all of it and no block', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 8 }), (lengths) => {
      const inlay = createIcyInlay(() => 'Orbital - Halcyon');
      const pieces = lengths.map((length, index) => Buffer.alloc(length, index + 1));
      const heard = played(Buffer.concat([...pieces.map((piece) => inlay.lay(piece)), inlay.lay(Buffer.alloc(1))]));
      expect(heard.audio.equals(Buffer.concat([...pieces, Buffer.alloc(1)]))).toBe(true);
    }),
  );
});

test('a title is said once, and again when it changes', () => {
  let title: string | null = 'One';
  const inlay = createIcyInlay(() => title);
  const interval = Buffer.alloc(ICY_INTERVAL_BYTES);
  const parts = [inlay.lay(interval), inlay.lay(interval)];
  title = 'Zwei – ü';
  parts.push(inlay.lay(interval));
  title = null;
  parts.push(inlay.lay(interval), inlay.lay(Buffer.alloc(1)));
  expect(played(Buffer.concat(parts)).titles).toEqual(['One', 'Zwei – ü', '']);
});

test('a title cannot end the block, however long or odd it is', () => {
  const inlay = createIcyInlay(() => `It';s ${'ü'.repeat(3_000)}`);
  const bytes = Buffer.concat([inlay.lay(Buffer.alloc(ICY_INTERVAL_BYTES)), inlay.lay(Buffer.alloc(100, 7))]);
  const length = (bytes[ICY_INTERVAL_BYTES] ?? 0) * 16;
  expect(length).toBe(255 * 16);
  expect(bytes.length).toBe(ICY_INTERVAL_BYTES + 1 + length + 100);
  expect(bytes.toString('utf8', ICY_INTERVAL_BYTES + 1)).toMatch(/^StreamTitle='It's ü/);
});

test('whatever is in a title, a player that reads up to the first end reads all of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", ';', 'a'), maxLength: 12 }), (title) => {
      const bytes = createIcyInlay(() => title).lay(Buffer.alloc(ICY_INTERVAL_BYTES));
      const said = bytes.toString('utf8', ICY_INTERVAL_BYTES + 1).slice("StreamTitle='".length);
      const read = said.slice(0, said.indexOf("';"));
      expect(read.replaceAll(/[';]/g, '')).toBe(title.replaceAll(/[';]/g, ''));
    }),
  );
});

test('audio that no block falls into is passed on without a copy', () => {
  const inlay = createIcyInlay(() => null);
  const audio = Buffer.alloc(ICY_INTERVAL_BYTES - 1);
  expect(inlay.lay(audio)).toBe(audio);
});
