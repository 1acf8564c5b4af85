import { expect, test } from 'vitest';
import { createSealer } from './sealer.ts';

const sealer = createSealer({ secret: 's'.repeat(32), purpose: 'letters' });

test('what was sealed can be opened, and never looks the same twice', () => {
  for (const text of ['', 'a', 'Привет, café', 'x'.repeat(100_000)]) {
    const [first, second] = [sealer.seal(text), sealer.seal(text)];
    expect(sealer.open(first)).toBe(text);
    expect(first).not.toBe(second);
  }
});

test('nothing opens with another secret, for another purpose, or after a change', () => {
  const sealed = sealer.seal('a secret');
  const other = createSealer({ secret: 't'.repeat(32), purpose: 'letters' });
  const elsewhere = createSealer({ secret: 's'.repeat(32), purpose: 'second factors' });
  const bytes = Buffer.from(sealed, 'base64');
  bytes[14] = (bytes[14] ?? 0) ^ 1;
  expect(() => other.open(sealed)).toThrow();
  expect(() => elsewhere.open(sealed)).toThrow();
  expect(() => sealer.open(bytes.toString('base64'))).toThrow();
  expect(() => sealer.open('short')).toThrow('never sealed');
});
