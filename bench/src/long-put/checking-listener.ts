import { get } from 'node:http';
import { createFramer, syntheticFrameIndex } from '@livestreamer/framing';
import type { RunningServer } from '../servers/server-under-test.ts';

/** What one listener has heard so far. */
export interface Heard {
  frames: number;
  /** Frames that were not the next one after that before, or not as they were sent. */
  wrong: number;
  /** The newest frame's index. */
  newest: number | null;
  /** Why there is no more, or null. */
  ended: string | null;
}

/** Listens from now on and looks at every frame. The figures change as it goes. */
export const listenAndCheck = (server: RunningServer): Heard => {
  const heard: Heard = { frames: 0, wrong: 0, newest: null, ended: null };
  const framer = createFramer('mp3');
  const take = (chunk: Buffer): void => {
    for (const frame of framer.push(chunk)) {
      const index = syntheticFrameIndex(frame.bytes);
      heard.frames += 1;
      if (index === null || (heard.newest !== null && index !== heard.newest + 1)) heard.wrong += 1;
      heard.newest = index ?? heard.newest;
    }
  };
  get({ host: '127.0.0.1', port: server.port, path: server.path }, (response) => {
    if (response.statusCode !== 200) heard.ended = `answered ${response.statusCode}`;
    response.on('data', take);
    response.once('close', () => {
      heard.ended ??= 'closed';
    });
    response.on('error', () => undefined);
  }).on('error', (error) => {
    heard.ended ??= error.message;
  });
  return heard;
};
