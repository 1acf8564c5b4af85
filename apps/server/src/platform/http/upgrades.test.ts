import { afterEach, expect, test } from 'vitest';
import { connectHalfOpenPeer } from '../../../testing/half-open-peer.ts';
import { type HttpRig, startHttpRig } from '../../../testing/http-rig.ts';
import { connectPeer } from '../../../testing/socket-peer.ts';

const askFor = (protocol: string, path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;

let rig: HttpRig;
afterEach(() => rig.stop());

test('a WebSocket for a path that has none is refused, and the connection is closed even if the peer never closes its side', async () => {
  rig = await startHttpRig();
  const peer = connectHalfOpenPeer(rig.port);
  peer.say(askFor('websocket', '/nowhere'));
  await peer.hears('404 Not Found');
  await peer.cutOff();
});

test('an offer of another protocol is declined by answering in HTTP/1.1, as often as it is made', async () => {
  rig = await startHttpRig();
  const peer = await connectPeer(rig.port);
  for (let n = 0; n < 20; n++) {
    peer.forget();
    peer.say(askFor('h2c', '/health'));
    expect(await peer.head()).toContain('200 OK');
  }
});
