import { createFakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AudioRig, basic, startAudioRig, until } from '../../testing/audio-rig.ts';
import { framesBetween, heardIn, isUnbroken, lastHeard } from '../../testing/heard-frames.ts';

let rig: AudioRig;
beforeEach(async () => {
  rig = await startAudioRig();
});
afterEach(() => rig.stop());

const goLive = async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await until(() => rig.happened.includes('on-air'));
  return source;
};
const AUTH = `Authorization: ${basic('dj')}\r\n`;

describe('an anonymous peer', () => {
  it('cannot end the process with a heap of OPTIONS in one packet; it gets a few answers and is closed', async () => {
    const peer = await rig.connect('OPTIONS * HTTP/1.1\n\n'.repeat(20_000));
    await peer.closed();
    await goLive();
  });

  it.each([
    ['OPTIONS with a body', 'OPTIONS /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 33\r\n\r\n'],
    ['OPTIONS with chunks', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['two lengths', 'POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 33\r\nContent-Length: 0\r\n\r\n'],
  ])('cannot hide a request behind %s', async (_, head) => {
    const peer = await rig.connect(`${head}GET /secret HTTP/1.1\r\nHost: a\r\n\r\n`);
    await peer.closed();
    expect(peer.body().toString()).not.toContain('web');
    expect(await peer.head()).toContain(' 400 ');
  });

  it('is one listener, however many times it asks on one connection', async () => {
    await goLive();
    const peer = await rig.connect('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => peer.body().toString() === 'web');
    peer.forget();
    peer.say('GET /stream HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(200));
    await until(() => lastHeard(peer) === 99);
    expect(rig.audio.responses).toBe(1);
    expect(heardIn(peer.body()).tornBytes).toBe(0);
  });

  it('is refused when its head dribbles in beyond 16 KB', async () => {
    const peer = await rig.connect('GET /stream HTTP/1.1\r\n');
    for (let line = 0; line < 4_000; line += 1) peer.say('a: b\n');
    expect(await peer.head()).toContain(' 431 ');
    await peer.closed();
  });
});

describe('a source of an account that may broadcast', () => {
  it.each(['Content-Length: 0\r\n', ''])(
    'does not end a running show with an empty body on a kept connection (%j)',
    async (length) => {
      await goLive();
      const peer = await rig.connect('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      await until(() => peer.body().toString() === 'web');
      peer.forget();
      peer.say(`PUT /stream HTTP/1.1\r\nHost: a\r\n${AUTH}${length}\r\n`);
      expect(await peer.head()).toContain('200 OK');
      expect(rig.happened).toEqual(['on-air']);
      expect(rig.audio.counters.replacedSources).toBe(0);
    },
  );

  it.each(['00', '+0', '0x0'])('is not let in with a length of %s', async (length) => {
    await goLive();
    const peer = await rig.connect(`PUT /stream HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Length: ${length}\r\n\r\n`);
    await peer.head();
    expect(rig.audio.counters.replacedSources).toBe(0);
    expect(rig.happened).toEqual(['on-air']);
  });

  it('that says head, audio and goodbye at once is heard whole', async () => {
    await goLive();
    const listener = await rig.listener();
    const source = await rig.connect();
    const head = `SOURCE /stream HTTP/1.0\r\nContent-Type: audio/mpeg\r\n${AUTH}\r\n`;
    source.socket.end(Buffer.concat([Buffer.from(head), framesBetween(100, 200)]));
    await until(() => rig.happened.includes('source-lost closed'));
    await until(() => lastHeard(listener) === 199);
    expect(isUnbroken(heardIn(listener.body()).indexes)).toBe(true);
    expect(rig.happened).toEqual(['on-air', 'source-lost closed']);
  });

  it('that leaves while its account is checked does not send the running source away', async () => {
    const running = await goLive();
    const listener = await rig.listener();
    const release = rig.holdGate();
    const chunked = await rig.connect(
      `PUT /stream HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const bare = await rig.connect(`SOURCE /stream HTTP/1.0\r\nContent-Type: audio/mpeg\r\n${AUTH}\r\n`);
    await until(() => rig.heldAtGate === 2);
    chunked.socket.resetAndDestroy();
    bare.socket.resetAndDestroy();
    // When this is answered the server has heard of both resets, which came before it.
    const page = await rig.connect('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => page.body().toString() === 'web');
    release();
    running.say(framesBetween(100, 200));
    await until(() => lastHeard(listener) === 199);
    expect(rig.audio.counters.replacedSources).toBe(0);
  });

  it('hears once that it sends no audio, whatever it says afterwards', async () => {
    await rig.stop();
    const clock = createFakeClock();
    rig = await startAudioRig({ clock });
    const source = await rig.connect(
      `PUT /stream HTTP/1.1\r\nHost: a\r\n${AUTH}Content-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`,
    );
    await until(() => rig.audio.counters.sources === 1);
    // Its end is on the way while it is sent away.
    source.say('5\r\nworld\r\n0\r\n\r\n');
    clock.advance(11_000);
    await source.closed();
    expect(await source.head()).toContain(' 415 ');
    expect(source.body().toString()).not.toContain('HTTP/1.1');
  });

  it('is refused while the server stops', async () => {
    const release = rig.holdGate();
    const source = await rig.connect(`SOURCE /stream HTTP/1.0\r\nContent-Type: audio/mpeg\r\n${AUTH}\r\n`);
    await until(() => rig.heldAtGate === 1);
    await rig.audio.shutDown();
    release();
    expect(await source.head()).toContain(' 503 ');
    expect(rig.happened).toEqual([]);
  });

  it('that we hold back is not silent', { timeout: 30_000 }, async () => {
    await rig.stop();
    rig = await startAudioRig({ settings: { silentSourceMs: 1_500, aheadMs: 500 } });
    const source = await rig.source();
    source.say(framesBetween(0, 200));
    await until(() => rig.happened.includes('on-air'));
    const startedMs = performance.now();
    await until(() => performance.now() - startedMs > 4_000);
    expect(rig.happened).toEqual(['on-air']);
  });
});
