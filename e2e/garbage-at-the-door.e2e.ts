import { createFramer, syntheticFrameIndex } from '@livestreamer/framing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenTo } from './testing/audio-listener.ts';
import { type ServerProcess, startServer } from './testing/built-server.ts';
import { malformedFrame, malformedHead, throwAt, upgradeHead } from './testing/garbage.ts';
import { type SteadySource, startSteadySource } from './testing/steady-source.ts';

const HEADS = 5_000;
const FRAMES = 5_000;
const AT_ONCE = 40;

let server: ServerProcess;
let source: SteadySource;
beforeEach(async () => {
  server = await startServer();
  source = startSteadySource(server.port);
});
afterEach(async () => {
  source.stop();
  await server.dispose();
});

const many = async (count: number, run: () => Promise<void>): Promise<void> => {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

describe('10,000 malformed request heads and WebSocket frames', () => {
  it('leave the show on air, without a gap for its listener', async () => {
    const listener = await vi.waitFor(() => listenTo(server.port), { timeout: 20_000, interval: 50 });
    const pid = server.pid;

    await many(HEADS, () => throwAt(server.port, [malformedHead()]));
    await many(FRAMES, () => throwAt(server.port, [upgradeHead(), malformedFrame()]));

    const sent = source.sent();
    const heard = (): number[] => {
      const framer = createFramer('mp3');
      return framer.push(listener.audio()).map((frame) => syntheticFrameIndex(frame.bytes) ?? Number.NaN);
    };
    await vi.waitUntil(() => (heard().at(-1) ?? 0) >= sent, { timeout: 20_000, interval: 200 });
    listener.close();
    const indexes = heard();
    expect(indexes).toEqual(Array.from({ length: indexes.length }, (_, place) => (indexes[0] ?? 0) + place));
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(await fetch(`${server.url}/ready`).then((answer) => answer.status)).toBe(200);
    const errors = server
      .output()
      .split('\n')
      .filter((line) => /"level":(50|60)|"level":"(error|fatal)"/.test(line));
    expect(errors).toEqual([]);
  });
});
