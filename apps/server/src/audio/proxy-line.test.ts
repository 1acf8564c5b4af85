import { expect, it } from 'vitest';
import { readProxyLine } from './proxy-line.ts';

const read = (text: string) => readProxyLine(Buffer.from(text, 'latin1'));

it.each([
  ['PROXY TCP4 203.0.113.7 192.0.2.1 56324 8000\r\nSOURCE /', { address: '203.0.113.7', length: 45 }],
  ['PROXY TCP6 2001:db8::7 ::1 56324 8000\r\n', { address: '2001:db8::7', length: 39 }],
  ['PROXY UNKNOWN\r\n', { address: null, length: 15 }],
  ['PROXY UNKNOWN ffff::1 ffff::2 1 2\r\nGET', { address: null, length: 35 }],
])('reads %j', (text, line) => expect(read(text)).toEqual(line));

it.each(['', 'P', 'PROXY', 'PROXY TCP4 203.0.113.7 192.0.2.1 56324 8000\r'])('waits for the rest of %j', (text) =>
  expect(read(text)).toBe('more'),
);

it.each(['PUT /stream HTTP/1.1\r\n', 'GET / HTTP/1.1\r\n', 'PRO /', 'secret\r\n'])('leaves %j to others', (text) =>
  expect(read(text)).toBe('none'),
);

it.each([
  'PROXY TCP4 2001:db8::7 192.0.2.1 1 2\r\n',
  'PROXY TCP4 nonsense 192.0.2.1 1 2\r\n',
  'PROXY TCP4 203.0.113.7\r\n',
  'PROXY TCP4 203.0.113.7 192.0.2.1 56324 8000 x\r\n',
  'PROXY /stream HTTP/1.1\r\n',
  `PROXY UNKNOWN ${'x'.repeat(200)}`,
])('believes nothing of %j', (text) => expect(read(text)).toBe('bad'));
