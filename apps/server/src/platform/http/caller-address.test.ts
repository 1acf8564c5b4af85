import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createAddressOf } from './caller-address.ts';

const requestFrom = (peer: string, forwardedFor?: string): IncomingMessage => {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const request = new IncomingMessage(socket);
  if (forwardedFor !== undefined) request.headers['x-forwarded-for'] = forwardedFor;
  return request;
};

const addressOf = (trusted: string[], peer: string, forwardedFor?: string): string =>
  createAddressOf(trusted)(requestFrom(peer, forwardedFor));

test.each([
  ['nobody is trusted', [], '10.0.0.1', '203.0.113.9', '10.0.0.1'],
  ['the peer is not a trusted proxy', ['10.0.0.0/8'], '192.0.2.7', '203.0.113.9', '192.0.2.7'],
  ['one proxy', ['10.0.0.0/8'], '10.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['the caller forged an entry', ['10.0.0.0/8'], '10.0.0.1', '127.0.0.1, 203.0.113.9', '203.0.113.9'],
  ['two proxies', ['10.0.0.0/8', '192.0.2.1'], '10.0.0.1', '1.2.3.4, 203.0.113.9, 192.0.2.1', '203.0.113.9'],
  ['only proxies are named', ['10.0.0.0/8'], '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ['nothing is said', ['loopback'], '127.0.0.1', undefined, '127.0.0.1'],
  ['nonsense is said', ['loopback'], '127.0.0.1', '203.0.113.9, <script>', '127.0.0.1'],
  ['a socket of both families', ['loopback'], '::ffff:127.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
  ['IPv6', ['uniquelocal'], 'fd00::1', '2001:db8::7', '2001:db8::7'],
  ['a link-local proxy', ['linklocal', 'fe80::/10'], 'fe80::1', '2001:db8::7', '2001:db8::7'],
])('%s', (_, trusted, peer, forwardedFor, address) => {
  expect(addressOf(trusted, peer, forwardedFor)).toBe(address);
});
