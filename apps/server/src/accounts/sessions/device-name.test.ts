import { expect, test } from 'vitest';
import { deviceNameOf } from './device-name.ts';

const MAC_SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';
const IPHONE_CHROME =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0';

test.each([
  ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ['Safari on macOS', MAC_SAFARI],
  ['Chrome on iPhone', IPHONE_CHROME],
  ['Edge on Windows', EDGE],
  ['livestreamer on Linux', 'livestreamer/1.0 (Linux x64)'],
  ['butt', 'butt 1.40'],
  ['curl', 'curl/8.5.0'],
  [null, ''],
  [null, null],
])('%s', (name, userAgent) => {
  expect(deviceNameOf(userAgent)).toBe(name);
});

test('whatever a program calls itself, the name stays short', () => {
  expect(deviceNameOf('x'.repeat(9_000))).toHaveLength(60);
});
