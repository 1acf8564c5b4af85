import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { joined, serverFrame } from './server-frames.ts';

/** A message that is as long as that when it is written out. */
const ofLength = (bytes: number) => {
  const empty = JSON.stringify({ type: 'no-room', room: '' }).length;
  return { type: 'no-room', room: 'x'.repeat(bytes - empty) } as const;
};

test.each([60, 125, 126, 65_535, 65_536, 200_000])('a frame of %i bytes is read as it was written', async (bytes) => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const sockets = new WebSocketServer({ noServer: true });
  const message = ofLength(bytes);
  http.on('upgrade', (request, raw, head) =>
    sockets.handleUpgrade(request, raw, head, () =>
      raw.write(joined([serverFrame(message), serverFrame(message)]).webSocket()),
    ),
  );
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  const heard: string[] = [];
  await new Promise<void>((resolve) => {
    client.on('message', (frame) => {
      heard.push(String(frame));
      if (heard.length === 2) resolve();
    });
  });
  expect(heard).toEqual([JSON.stringify(message), JSON.stringify(message)]);
  expect(heard[0]).toHaveLength(bytes);
  client.terminate();
  http.closeAllConnections();
  http.close();
});

test('letters of several bytes count as bytes, and each form is made once', () => {
  const frame = serverFrame({ type: 'no-room', room: 'Ёлка 🎄' });
  expect(frame.webSocket()).toBe(frame.webSocket());
  expect(frame.webSocket()[1]).toBe(frame.webSocket().length - 2);
  expect(frame.eventStream().toString()).toBe('data: {"type":"no-room","room":"Ёлка 🎄"}\n\n');
  expect(joined([frame])).toBe(frame);
});
