import { expect, test } from 'vitest';
import { createPcmReader } from './pcm.ts';

const S16LE = Uint8Array.from([0x00, 0x80, 0xff, 0x7f, 0x00, 0x40, 0x00, 0xc0]);

test('reads signed 16-bit samples as fractions of full scale, left before right', () => {
  const { left, right } = createPcmReader().read(S16LE);
  expect([...left]).toEqual([-1, 0.5]);
  expect(right[0]).toBeCloseTo(1, 4);
  expect(right[1]).toBe(-0.5);
});

test('reads the same however the bytes are cut', () => {
  for (let cut = 0; cut <= S16LE.length; cut += 1) {
    const reader = createPcmReader();
    const pieces = [reader.read(S16LE.subarray(0, cut)), reader.read(S16LE.subarray(cut))];
    expect(pieces.flatMap(({ left }) => [...left])).toEqual([-1, 0.5]);
  }
});

test('does not touch bytes that the caller may use again', () => {
  const reader = createPcmReader();
  const chunk = S16LE.slice(0, 6);
  reader.read(chunk);
  chunk.fill(0);
  expect(reader.read(S16LE.subarray(6)).left[0]).toBe(0.5);
});
