import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AudioRig, basic, startAudioRig, until } from '../../testing/audio-rig.ts';
import { framesBetween, heardIn, isUnbroken, lastHeard } from '../../testing/heard-frames.ts';
import type { Peer } from '../../testing/socket-peer.ts';

const GATHER_MS = 210;

let clock: FakeClock;
let rig: AudioRig;
beforeEach(async () => {
  clock = createFakeClock();
  rig = await startAudioRig({ clock, settings: { sliceMs: 1_050, aheadMs: 600_000 } });
});
afterEach(() => rig.stop());

/** Up to which frame whoever joins now hears at once. */
const heardByNewcomer = async (): Promise<number> => {
  const listener = await rig.listener();
  await until(() => lastHeard(listener) >= 0);
  return lastHeard(listener);
};

/** Lets the server read what waits for it, if it reads at all. */
const loopGoesRound = async (): Promise<void> => {
  const page = await rig.connect('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await page.head();
};

const SOURCES = {
  'without a length': async () => {
    const source = await rig.source();
    return { source, say: (audio: Buffer) => source.say(audio) };
  },
  chunked: async () => {
    const source = await rig.connect(
      `PUT /stream HTTP/1.1\r\nHost: a\r\nAuthorization: ${basic('dj')}\r\nContent-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const say = (audio: Buffer): void =>
      source.say(Buffer.concat([Buffer.from(`${audio.length.toString(16)}\r\n`), audio, Buffer.from('\r\n')]));
    return { source, say };
  },
} satisfies Record<string, () => Promise<{ source: Peer; say: (audio: Buffer) => void }>>;

describe.each(Object.entries(SOURCES))('a source %s, with long slices', (_, connect) => {
  it('is read in gulps, and every frame is heard once', async () => {
    const { say } = await connect();
    say(framesBetween(0, 50));
    await until(() => rig.happened.includes('on-air'));
    const before = await heardByNewcomer();
    const listener = await rig.listener();
    say(framesBetween(50, 100));
    await loopGoesRound();
    expect(await heardByNewcomer()).toBe(before);
    await until(() => {
      clock.advance(GATHER_MS);
      return lastHeard(listener) === 99;
    });
    expect(isUnbroken(heardIn(listener.body()).indexes)).toBe(true);
    expect(heardIn(listener.body()).tornBytes).toBe(0);
  });

  it('is read at once while somebody listens with low delay', async () => {
    const { say } = await connect();
    say(framesBetween(0, 50));
    await until(() => rig.happened.includes('on-air'));
    const listener = await rig.listener('/stream?delay=low');
    clock.advance(GATHER_MS);
    say(framesBetween(50, 100));
    await until(() => lastHeard(listener) >= 96);
    say(framesBetween(100, 104));
    await until(() => lastHeard(listener) >= 100);
  });
});
