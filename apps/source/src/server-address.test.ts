import { expect, test } from 'vitest';
import { isReadableOnTheWay, parseServerAddress } from './server-address.ts';

test.each([
  ['radio.example.org', 'https://radio.example.org'],
  ['radio.example.org:8443/live', 'https://radio.example.org:8443'],
  ['localhost:8000', 'http://localhost:8000'],
  ['127.0.0.1:8000', 'http://127.0.0.1:8000'],
  ['[::1]:8000', 'http://[::1]:8000'],
  ['localhost.example.org', 'https://localhost.example.org'],
  ['http://192.168.1.5:8000/', 'http://192.168.1.5:8000'],
  ['HTTPS://Radio.Example.org ', 'https://radio.example.org'],
])('%s means %s', (typed, origin) => {
  expect(parseServerAddress(typed)).toBe(origin);
});

test.each(['', '   ', 'ftp://radio.example.org', 'http://', 'two words'])('%j is no address', (typed) => {
  expect(parseServerAddress(typed)).toBeNull();
});

test('plain http to another computer can be read on the way; to this one, or over TLS, it cannot', () => {
  expect(isReadableOnTheWay('http://radio.example.org')).toBe(true);
  expect(isReadableOnTheWay('http://localhost:8000')).toBe(false);
  expect(isReadableOnTheWay('https://radio.example.org')).toBe(false);
});
