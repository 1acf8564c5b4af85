import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AudioRig, basic, startAudioRig, until } from '../../testing/audio-rig.ts';
import { framesBetween, heardIn, isUnbroken, lastHeard } from '../../testing/heard-frames.ts';

let clock: FakeClock;
let rig: AudioRig;
beforeEach(async () => {
  clock = createFakeClock();
  rig = await startAudioRig({ clock, settings: { aheadMs: 600_000 } });
});
afterEach(() => rig.stop());

const goLive = async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await until(() => rig.happened.includes('on-air'));
  return source;
};

describe('the grace of a lost source', () => {
  it.each([
    ['closed', (source: { socket: { end(): void } }) => source.socket.end()],
    ['reset', (source: { socket: { resetAndDestroy(): void } }) => source.socket.resetAndDestroy()],
  ] as const)('holds the mount when the connection is %s, and listeners hear the show go on', async (how, lose) => {
    const first = await goLive();
    const listener = await rig.listener();
    lose(first);
    await until(() => rig.happened.includes(`source-lost ${how}`));
    clock.advance(59_000);
    const second = await rig.source();
    second.say(framesBetween(100, 200));
    await until(() => lastHeard(listener) === 199);
    expect(isUnbroken(heardIn(listener.body()).indexes)).toBe(true);
    expect(rig.happened).toEqual(['on-air', `source-lost ${how}`, 'source-back']);
    clock.advance(5_000);
    expect(rig.happened).toHaveLength(3);
  });

  it('writes out what it had gathered when the source is lost', async () => {
    const source = await goLive();
    const listener = await rig.listener();
    source.say(framesBetween(100, 103));
    source.socket.end();
    await until(() => lastHeard(listener) === 102);
  });

  it('counts a silent source as lost after 10 s, and as back when it sends again', async () => {
    const source = await goLive();
    clock.advance(9_000);
    expect(rig.happened).toEqual(['on-air']);
    clock.advance(1_500);
    expect(rig.happened).toEqual(['on-air', 'source-lost silent']);
    source.say(framesBetween(100, 110));
    await until(() => rig.happened.includes('source-back'));
  });

  it('counts bytes without frames as silence', async () => {
    const source = await goLive();
    const before = rig.audio.counters.skippedBytes;
    clock.advance(6_000);
    source.say(Buffer.alloc(5_000, 7));
    await until(() => rig.audio.counters.skippedBytes > before);
    clock.advance(5_000);
    expect(rig.happened).toContain('source-lost silent');
  });

  it('gives up after the grace: off air, listeners ended, the next source begins anew', async () => {
    const source = await goLive();
    const listener = await rig.listener();
    source.socket.end();
    await until(() => rig.happened.includes('source-lost closed'));
    clock.advance(60_000);
    await listener.closed();
    expect(rig.happened).toEqual(['on-air', 'source-lost closed', 'off-air gave-up']);
    expect(rig.audio.counters).toMatchObject({ lostSources: 1, abandonedMounts: 1 });
    expect(rig.audio.mounts()).toEqual([]);
    expect(await (await rig.listener()).head()).toContain(' 404 ');
    await goLive();
    await until(() => rig.happened.length === 4);
    expect(rig.happened[3]).toBe('on-air');
  });

  it('does not count the listeners of a show that is over in the next one', async () => {
    const source = await goLive();
    const listener = await rig.listener();
    await until(() => rig.listeners === 1);
    listener.socket.pause();
    source.socket.end();
    await until(() => rig.happened.includes('source-lost closed'));
    clock.advance(60_000);
    await goLive();
    await rig.listener();
    await until(() => rig.listeners === 1);
    listener.socket.destroy();
    await until(() => rig.audio.responses === 1);
    expect(rig.listeners).toBe(1);
  });

  it('lets a listener who joins while the mount is held wait for the source, without hearing the past', async () => {
    const first = await goLive();
    first.socket.end();
    await until(() => rig.happened.includes('source-lost closed'));
    const listener = await rig.listener();
    expect(await listener.head()).toContain('200 OK');
    const second = await rig.source();
    second.say(framesBetween(500, 520));
    await until(() => rig.happened.includes('source-back'));
    clock.advance(1_000);
    await until(() => lastHeard(listener) === 519);
    expect(heardIn(listener.body()).indexes[0]).toBe(500);
  });

  it('replaces the source by a newer one of the same account at once, without a gap in the show', async () => {
    const ghost = await goLive();
    const listener = await rig.listener();
    const second = await rig.source();
    await ghost.closed();
    second.say(framesBetween(100, 200));
    await until(() => lastHeard(listener) === 199);
    expect(rig.happened).toEqual(['on-air']);
    expect(rig.audio.counters.replacedSources).toBe(1);
  });

  it('lets a source that only says goodbye in while the mount is held, and never past one that went on', async () => {
    const farewell = async (frames: Buffer) => {
      const peer = await rig.connect(
        `PUT /stream HTTP/1.1\r\nHost: a\r\nAuthorization: ${basic('dj')}\r\nContent-Type: audio/mpeg\r\n` +
          'Livestreamer-Farewell: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      );
      peer.say(Buffer.concat([Buffer.from(`${frames.length.toString(16)}\r\n`), frames, Buffer.from('\r\n0\r\n\r\n')]));
      return peer.head();
    };
    const running = await goLive();
    expect(await farewell(framesBetween(100, 110))).toContain(' 403 ');
    expect(rig.happened).toEqual(['on-air']);
    running.socket.end();
    await until(() => rig.happened.includes('source-lost closed'));
    expect(await farewell(framesBetween(100, 110))).toContain(' 200 ');
    expect(rig.happened).toEqual(['on-air', 'source-lost closed', 'source-back', 'off-air stopped']);
    expect(await farewell(framesBetween(110, 120))).toContain(' 403 ');
  });

  it('refuses the source of another account, while live and while held', async () => {
    const source = await goLive();
    const other = await rig.source({ account: 'other' });
    expect(await other.head()).toMatch(/^HTTP\/1\.1 403 Mountpoint in use/);
    source.socket.end();
    await until(() => rig.happened.includes('source-lost closed'));
    const again = await rig.source({ account: 'other' });
    expect(await again.head()).toContain(' 403 ');
  });

  it('ends listeners cleanly when the source comes back with another sample rate, in the same show', async () => {
    const first = await goLive();
    const listener = await rig.listener();
    first.socket.end();
    await until(() => rig.happened.includes('source-lost closed'));
    const second = await rig.source();
    second.say(framesBetween(0, 50, { sampleRate: 48_000 }));
    await listener.closed();
    expect(lastHeard(listener)).toBe(99);
    const reopened = await rig.listener();
    await until(() => lastHeard(reopened) === 49);
    expect(rig.happened).toEqual(['on-air', 'source-lost closed', 'source-back']);
  });

  it('sends a source away that never sends audio, and nobody hears of it', async () => {
    const mute = await rig.source();
    clock.advance(11_000);
    await until(() => mute.body().length > 0);
    expect(mute.body().toString()).toContain('415');
    expect(rig.happened).toEqual([]);
    expect(await (await rig.source({ account: 'other' })).head()).toContain('100 Continue');
  });

  it('does not let a request with an empty body disturb a running source', async () => {
    await goLive();
    const poke = await rig.connect(
      `PUT /stream HTTP/1.1\r\nAuthorization: ${basic('dj')}\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(await poke.head()).toContain('200 OK');
    expect(rig.audio.counters.replacedSources).toBe(0);
    expect(rig.happened).toEqual(['on-air']);
  });
});
