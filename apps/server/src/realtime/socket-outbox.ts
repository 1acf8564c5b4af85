import type { Duplex } from 'node:stream';

/** What waits to be sent on one WebSocket, bounded. A plain object, so that a write to thousands of them fetches one small thing for each. */
export interface SocketOutbox {
  /** What the WebSocket writes to. Frames that are the same for everybody go there directly, made once; `ws` would make them for each. */
  readonly raw: Duplex;
  readonly mostWaitingBytes: number;
  /** Too much waits for whoever reads it. */
  readonly full: () => void;
}

/** Whole frames (RFC 6455 §5.2); nothing when the socket was ended already. */
export const writeToSocket = ({ raw, mostWaitingBytes, full }: SocketOutbox, frames: Buffer): void => {
  if (raw.writableEnded) return;
  if (raw.writableLength > mostWaitingBytes)
    full(); // `ws` writes here too, and its bytes count
  else raw.write(frames);
};
