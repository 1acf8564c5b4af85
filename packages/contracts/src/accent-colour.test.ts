import { expect, test } from 'vitest';
import { colourSchema, contrastOf, READABLE_CONTRAST, readableOn, textOn } from './accent-colour.ts';

/** Every colour whose parts are multiples of 51, and greys around the middle, where black and white are equally far. */
const COLOURS = [
  ...Array.from({ length: 216 }, (_, n) => [n % 6, Math.floor(n / 6) % 6, Math.floor(n / 36)].map((part) => part * 51)),
  ...Array.from({ length: 40 }, (_, n) => [100 + n, 100 + n, 100 + n]),
].map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

test('contrast is as WCAG says', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
  expect(contrastOf('#ffffff', '#0000ff')).toBeCloseTo(8.59, 2);
  expect(contrastOf('#123456', '#123456')).toBe(1);
});

test('text on any colour can be read', () => {
  for (const colour of COLOURS) expect(contrastOf(textOn(colour), colour), colour).toBeGreaterThan(READABLE_CONTRAST);
});

test.each(['#0a0a0f', '#15151d', '#ffffff', '#f6f6fa', '#4b40e0', '#777777'])(
  'any colour becomes one that can be read on %s',
  (ground) => {
    for (const colour of COLOURS) {
      const moved = readableOn(ground, colour);
      expect(contrastOf(moved, ground), colour).toBeGreaterThanOrEqual(READABLE_CONTRAST);
      if (contrastOf(colour, ground) >= READABLE_CONTRAST) expect(moved).toBe(colour);
    }
  },
);

test('a colour stays what it is as far as it can', () => {
  const moved = readableOn('#0a0a0f', '#4b40e0');
  expect(contrastOf(moved, '#0a0a0f')).toBeLessThan(READABLE_CONTRAST + 0.5);
});

test.each(['red', '#fff', '#12345g', '#1234567', 'url(x)', '#ff00ff;'])('%s is no colour', (text) => {
  expect(colourSchema.safeParse(text).success).toBe(false);
});

test('a colour may be written in capitals', () => {
  expect(colourSchema.parse('#FF00Aa')).toBe('#ff00aa');
});
