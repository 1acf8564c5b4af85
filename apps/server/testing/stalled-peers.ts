import { connect, type Socket } from 'node:net';

/** Opens `count` listeners that never read a byte. */
export const connectStalled = (port: number, count: number): Promise<Socket[]> =>
  Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Socket>((resolve) => {
          const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket));
          socket.on('error', () => undefined);
          socket.write('GET /stream HTTP/1.1\r\nHost: test\r\n\r\n');
          socket.pause();
        }),
    ),
  );

/** A listener that reads and remembers only its longest wait and how much came. */
export interface Reader {
  readonly socket: Socket;
  longestGapMs(): number;
  bytes(): number;
}

/** Opens `count` listeners that read as fast as they can. Gaps count from the first byte of audio on. */
export const connectReaders = (port: number, count: number): Promise<Reader[]> =>
  Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Reader>((resolve) => {
          let lastMs = 0;
          let longest = 0;
          let bytes = 0;
          const socket = connect({ port, host: '127.0.0.1' });
          const reader = { socket, longestGapMs: () => longest, bytes: () => bytes };
          socket.on('error', () => undefined);
          socket.on('data', (chunk: Buffer) => {
            const nowMs = performance.now();
            if (bytes > 0) longest = Math.max(longest, nowMs - lastMs);
            else resolve(reader);
            lastMs = nowMs;
            bytes += chunk.length;
          });
          socket.write('GET /stream HTTP/1.1\r\nHost: test\r\n\r\n');
        }),
    ),
  );
