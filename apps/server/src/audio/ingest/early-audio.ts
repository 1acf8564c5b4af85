import type { Socket } from 'node:net';

/** Audio that a source may send before it was let in; beyond that it is not read. */
const MOST_BYTES = 256 * 1024;

/** What a source sends while its account is checked. It is read all that time, or its leaving would not be noticed. */
export interface EarlyAudio {
  /** Whether the source left, or said goodbye without having sent anything. */
  isGone(): boolean;
  /** Whether it has said goodbye. */
  hasEnded(): boolean;
  /** Stops reading and gives what came. */
  take(): Buffer;
}

export const gatherEarlyAudio = (socket: Socket, rest: Buffer): EarlyAudio => {
  const chunks = [rest];
  let bytes = rest.length;
  let ended = false;
  const onData = (chunk: Buffer): void => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) socket.pause();
  };
  const onEnd = (): void => {
    ended = true;
  };
  socket.on('data', onData);
  socket.once('end', onEnd);
  socket.resume();
  return {
    isGone: () => socket.destroyed || (ended && bytes === 0),
    hasEnded: () => ended,
    take: () => {
      socket.removeListener('data', onData);
      socket.removeListener('end', onEnd);
      socket.pause();
      return Buffer.concat(chunks);
    },
  };
};
