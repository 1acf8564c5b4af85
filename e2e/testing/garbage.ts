import { randomBytes, randomInt } from 'node:crypto';
import { connect } from 'node:net';

const pick = <T>(list: readonly [T, ...T[]]): T => list[randomInt(list.length)] ?? list[0];

/** A head that no program should send: broken in one of the ways that have broken servers. */
export const malformedHead = (): Buffer => {
  const text = pick<() => string>([
    () => randomBytes(randomInt(1, 600)).toString('latin1'),
    () => `GET ${'/'.repeat(randomInt(1, 20_000))} HTTP/1.1\r\n\r\n`,
    () => `GET / HTTP/${randomInt(9)}.${randomInt(9)}\r\nHost: a\r\n\r\n`,
    () => `PUT /stream HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${randomBytes(20).toString('latin1')}\r\n`,
    () =>
      `PUT /stream HTTP/1.1\r\nAuthorization: Basic ${randomBytes(30).toString('base64')}\r\nContent-Length: -1\r\n\r\n`,
    () =>
      `SOURCE /stream ICE/1.0\nice-password: ${randomBytes(9).toString('hex')}\n\n${randomBytes(200).toString('latin1')}`,
    () =>
      `POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"login":`,
    () =>
      `GET /stream HTTP/1.1\r\nRange: bytes=${'9'.repeat(randomInt(1, 400))}-\r\n${'X: y\r\n'.repeat(randomInt(300))}\r\n`,
    () =>
      `GET /api/v1/stations/${encodeURIComponent(randomBytes(20).toString('latin1'))} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    () => `GET /%00%ff/../..//etc HTTP/1.1\r\nHost: \r\n\r\n`,
    () =>
      `GET /api/v1/realtime HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n`,
  ])();
  return Buffer.from(text, 'latin1');
};

/** A WebSocket frame from a client that is broken in its header, its length, its mask or its text. */
export const malformedFrame = (): Buffer =>
  pick<() => Buffer>([
    () => randomBytes(randomInt(1, 200)),
    // Six bytes, masked, with a reserved opcode: what once ended a whole process (TRAPS 2).
    () => Buffer.from([0x8f, 0x80, 1, 2, 3, 4]),
    // Promises 2^63 bytes.
    () => Buffer.from([0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]),
    () => maskedText(randomBytes(randomInt(1, 100)).toString('latin1')),
    () => maskedText(JSON.stringify({ type: 'subscribe', room: 'x'.repeat(randomInt(3_000)) })),
    () => maskedText('{"type":"__proto__"}'),
    () => maskedText('['.repeat(3_000)),
  ])();

const maskedText = (text: string): Buffer => {
  const body = Buffer.from(text);
  const head = Buffer.alloc(8);
  head[0] = 0x81;
  head[1] = 0x80 | 126;
  head.writeUInt16BE(body.length, 2);
  // A mask of zeros leaves the body as it is.
  return Buffer.concat([head, body]);
};

/** Sends `bytes` on a connection of its own and waits until it is over, or a moment has passed. */
export const throwAt = (port: number, bytes: readonly Buffer[]): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const enough = setTimeout(() => socket.destroy(), 150);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(enough);
      resolve();
    });
    socket.resume();
    for (const piece of bytes) socket.write(piece);
  });

/** The opening handshake of a WebSocket on the realtime path. */
export const upgradeHead = (): Buffer =>
  Buffer.from(
    `GET /api/v1/realtime HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  );
