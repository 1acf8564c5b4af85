import type { ServerMessage } from '@livestreamer/contracts';

type EventMessage = Extract<ServerMessage, { type: 'event' }>;
/** An event may be of a kind that only newer nodes and their pages know. */
type Message = Exclude<ServerMessage, EventMessage> | (Omit<EventMessage, 'event'> & { readonly event: object });

/** Something to send, in the bytes of each kind of connection: made once for all that need it, and only when one does. */
export interface Outgoing {
  /** Whole WebSocket frames (RFC 6455 §5.2: text, final, unmasked). */
  webSocket(): Buffer;
  /** Whole server-sent events (WHATWG HTML §9.2). */
  eventStream(): Buffer;
}

/** A message as bytes. */
export const serverFrame = (message: Message): Outgoing => {
  const text = JSON.stringify(message);
  return once({ webSocket: () => webSocketText(text), eventStream: () => Buffer.from(`data: ${text}\n\n`) });
};

/** Several in one piece, so that they cost one write. */
export const joined = (frames: readonly Outgoing[]): Outgoing => {
  const [only] = frames;
  if (only && frames.length === 1) return only;
  return once({
    webSocket: () => Buffer.concat(frames.map((frame) => frame.webSocket())),
    eventStream: () => Buffer.concat(frames.map((frame) => frame.eventStream())),
  });
};

const once = (make: Outgoing): Outgoing => {
  let webSocket: Buffer | null = null;
  let eventStream: Buffer | null = null;
  return {
    webSocket: () => {
      webSocket ??= make.webSocket();
      return webSocket;
    },
    eventStream: () => {
      eventStream ??= make.eventStream();
      return eventStream;
    },
  };
};

/** A frame of the protocol itself, which only a WebSocket has. Its payload is at most 125 bytes (RFC 6455 §5.5). */
export const pongFrame = (payload: Buffer): Outgoing => ({
  webSocket: () => Buffer.concat([Buffer.from([FINAL_PONG, payload.length]), payload]),
  eventStream: () => Buffer.alloc(0),
});

/** FIN and the opcodes of text and pong. */
const FINAL_TEXT = 0x81;
const FINAL_PONG = 0x8a;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;

const webSocketText = (text: string): Buffer => {
  const length = Buffer.byteLength(text);
  const headBytes = length < LENGTH_IN_16_BITS ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(headBytes + length); // its own memory: it may wait for a slow reader
  frame[0] = FINAL_TEXT;
  if (headBytes === 2) frame[1] = length;
  else if (headBytes === 4) {
    frame[1] = LENGTH_IN_16_BITS;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_IN_64_BITS;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headBytes, 'utf8');
  return frame;
};
