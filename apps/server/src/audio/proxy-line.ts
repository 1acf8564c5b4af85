import { isIP, type Socket } from 'node:net';

/** The line with which a proxy on TCP begins a connection, or what the bytes so far are without a whole one. */
export type ProxyLine =
  /** `address`: of who connected to the proxy; null: the proxy speaks for itself, as when it looks whether we are there. */
  { readonly address: string | null; readonly length: number } | 'more' | 'none' | 'bad';

const BEGINNING = 'PROXY ';
/** With the longest two addresses, and CRLF (PROXY protocol §2.1). */
const LONGEST_BYTES = 107;
const LINE = /^PROXY (?:UNKNOWN(?: .*)?|TCP([46]) (\S+) \S+ \d{1,5} \d{1,5})$/;

/**
 * Reads version 1 of the PROXY protocol (haproxy.org, proxy-protocol.txt), which nginx sends from `stream { }`. No request begins so: after
 * its method comes a path. Believe it from proxies only.
 */
export const readProxyLine = (bytes: Buffer): ProxyLine => {
  const begins = bytes.toString('latin1', 0, BEGINNING.length);
  if (begins !== BEGINNING) return BEGINNING.startsWith(begins) ? 'more' : 'none';
  const end = bytes.subarray(0, LONGEST_BYTES).indexOf('\r\n');
  if (end === -1) return bytes.length < LONGEST_BYTES ? 'more' : 'bad';
  const match = LINE.exec(bytes.toString('latin1', 0, end));
  if (!match) return 'bad';
  const [, family, address = null] = match;
  if (address !== null && isIP(address) !== Number(family)) return 'bad';
  return { address, length: end + 2 };
};

/** From now on the socket says the address of whom the proxy speaks for, to everybody who asks it: it is nobody's proxy any more. */
export const speakFor = (socket: Socket, address: string): void => {
  Object.defineProperty(socket, 'remoteAddress', { value: address });
};
