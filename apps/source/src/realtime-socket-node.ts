import { LIMITS } from '@livestreamer/contracts';
import { WebSocket } from 'ws';

const HANDSHAKE_MS = 10_000;

/** Closes at once: a closing handshake on a dead line would keep the program from ending for half a minute. */
class PromptWebSocket extends WebSocket {
  override close(): void {
    this.terminate();
  }
}

/** Opens a WebSocket from Node. */
export const openNodeSocket = (url: string): WebSocket =>
  new PromptWebSocket(url, {
    handshakeTimeout: HANDSHAKE_MS,
    maxPayload: LIMITS.realtime.outboxBytes,
    perMessageDeflate: false,
  });
