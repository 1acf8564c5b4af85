import { request } from 'node:http';
import { syntheticMp3Frames } from '@livestreamer/framing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AudioRig, basic, startAudioRig, until } from '../../testing/audio-rig.ts';
import { framesBetween, heardIn, isUnbroken, lastHeard } from '../../testing/heard-frames.ts';

let rig: AudioRig;
beforeEach(async () => {
  rig = await startAudioRig({ settings: { aheadMs: 600_000 } });
});
afterEach(() => rig.stop());

describe('a show on air', () => {
  it('reaches a listener from its burst on, frame by frame, none torn, none lost', async () => {
    const source = await rig.source();
    source.say(framesBetween(0, 200));
    await until(() => rig.happened.includes('on-air'));
    const listener = await rig.listener();
    for (let frame = 200; frame < 400; frame += 10) source.say(framesBetween(frame, frame + 10));
    await until(() => lastHeard(listener) === 399);
    const { indexes, tornBytes } = heardIn(listener.body());
    expect(tornBytes).toBe(0);
    expect(isUnbroken(indexes)).toBe(true);
    expect(framesBetween(indexes[0] ?? 0, 200).length).toBeGreaterThanOrEqual(34_000);
  });

  it('is found under its station name and with the ending of its format', async () => {
    const source = await rig.source();
    source.say(framesBetween(0, 50));
    await until(() => rig.happened.includes('on-air'));
    for (const path of ['/stream/club', '/stream.mp3', '/stream/club.mp3']) {
      const listener = await rig.listener(path);
      expect(await listener.head()).toContain('200 OK');
      expect(await listener.head()).toContain('Content-Type: audio/mpeg');
    }
    for (const path of ['/stream/club.ogg', '/stream/elsewhere']) {
      const refused = await rig.listener(path);
      expect(await refused.head()).toContain(' 404 ');
      expect(JSON.parse(refused.body().toString())).toMatchObject({ code: 'off_air', status: 404 });
    }
  });

  it.each([
    ['PUT without a length', 'PUT', 'Expect: 100-continue\r\n', 'HTTP/1.1 100 Continue'],
    ['SOURCE', 'SOURCE', '', 'HTTP/1.0 200 OK'],
  ] as const)('begins with %s, after the account was checked', async (_, method, extra, answer) => {
    const source = await rig.connect(
      `${method} /stream HTTP/1.1\r\nContent-Type: audio/mpeg\r\nAuthorization: ${basic('dj')}\r\n${extra}\r\n`,
    );
    expect(await source.head()).toContain(answer);
    source.say(framesBetween(0, 100));
    await until(() => rig.happened.includes('on-air'));
  });

  it('begins with bytes that came in the same packet as the head', async () => {
    const head = `SOURCE /stream ICE/1.0\nContent-Type: audio/mpeg\nAuthorization: ${basic('dj')}\n\n`;
    const source = await rig.connect();
    source.say(Buffer.concat([Buffer.from(head), framesBetween(0, 100)]));
    await until(() => rig.happened.includes('on-air'));
    const listener = await rig.listener();
    await until(() => lastHeard(listener) === 99);
    expect(heardIn(listener.body()).tornBytes).toBe(0);
  });

  it('begins with a chunked PUT and ends with its last chunk', async () => {
    const put = request({
      port: rig.port,
      host: '127.0.0.1',
      method: 'PUT',
      path: '/stream/club',
      headers: { authorization: basic('dj'), 'content-type': 'audio/mpeg', expect: '100-continue' },
    });
    let continued = false;
    let status = 0;
    put.on('continue', () => {
      continued = true;
    });
    put.on('response', (response) => {
      status = response.statusCode ?? 0;
      response.resume();
    });
    put.flushHeaders();
    await until(() => continued);
    for (const frame of syntheticMp3Frames({ count: 100 })) put.write(frame);
    await until(() => rig.happened.includes('on-air'));
    const listener = await rig.listener();
    put.end();
    await until(() => status === 200);
    await listener.closed();
    expect(rig.happened).toEqual(['on-air', 'off-air stopped']);
    expect(heardIn(listener.body())).toMatchObject({ tornBytes: 0 });
    expect(lastHeard(listener)).toBe(99);
  });

  it('keeps garbage before the first frame and between frames from everybody, and counts it', async () => {
    const source = await rig.source();
    source.say(
      Buffer.concat([Buffer.alloc(300, 7), framesBetween(0, 100), Buffer.alloc(50, 9), framesBetween(100, 200)]),
    );
    await until(() => rig.happened.includes('on-air'));
    const listener = await rig.listener();
    await until(() => lastHeard(listener) === 199);
    expect(heardIn(listener.body()).tornBytes).toBe(0);
    expect(rig.audio.counters.skippedBytes).toBe(350);
  });

  it('counts open audio responses: not HEAD, not probes, not pages', async () => {
    const source = await rig.source();
    source.say(framesBetween(0, 100));
    await until(() => rig.happened.includes('on-air'));
    const head = await rig.connect('HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await head.head()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*Content-Type: audio\/mpeg/);
    await head.closed();
    expect(head.body()).toHaveLength(0);
    const probe = await rig.connect('GET /stream HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\n\r\n');
    expect(await probe.head()).toContain('200 OK');
    const page = await rig.connect('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => page.body().toString() === 'web');
    const ranged = await rig.connect('GET /stream HTTP/1.1\r\nHost: a\r\nRange: bytes=0-\r\n\r\n');
    expect(await ranged.head()).toContain('200 OK');
    const other = await rig.listener();
    await until(() => rig.listeners === 2);
    other.socket.end();
    await until(() => rig.listeners === 1);
  });

  it('reaches a listener on a connection that was kept open after a page', async () => {
    const source = await rig.source();
    source.say(framesBetween(0, 100));
    await until(() => rig.happened.includes('on-air'));
    const peer = await rig.connect('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => peer.body().toString() === 'web');
    peer.forget();
    peer.say('GET /stream HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await peer.head()).toContain('audio/mpeg');
    source.say(framesBetween(100, 300));
    await until(() => lastHeard(peer) === 299);
    expect(heardIn(peer.body()).tornBytes).toBe(0);
    expect(rig.listeners).toBe(1);
  });

  it('answers 404 with problem+json to GET and HEAD off air', async () => {
    const get = await rig.listener();
    expect(await get.head()).toMatch(/^HTTP\/1\.1 404 [\s\S]*application\/problem\+json/);
    const head = await rig.connect('HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await head.head()).toContain(' 404 ');
    await head.closed();
    expect(head.body()).toHaveLength(0);
  });

  it('refuses listeners beyond its places with 503 and Retry-After', async () => {
    await rig.stop();
    rig = await startAudioRig({ settings: { maxListeners: 2 } });
    const source = await rig.source();
    source.say(framesBetween(0, 100));
    await until(() => rig.happened.includes('on-air'));
    await rig.listener();
    await rig.listener();
    const third = await rig.listener();
    expect(await third.head()).toMatch(/ 503 [\s\S]*Retry-After: 30/i);
    expect(rig.audio.counters.refusedListeners).toBe(1);
  });

  it('ends listeners after a whole frame when the server stops', async () => {
    const source = await rig.source();
    source.say(framesBetween(0, 100));
    await until(() => rig.happened.includes('on-air'));
    const listener = await rig.listener();
    source.say(framesBetween(100, 117));
    await until(() => lastHeard(listener) >= 112);
    await rig.audio.shutDown();
    await listener.closed();
    expect(lastHeard(listener)).toBe(116);
    expect(heardIn(listener.body()).tornBytes).toBe(0);
    expect(rig.happened).toEqual(['on-air', 'off-air shut-down']);
  });
});
