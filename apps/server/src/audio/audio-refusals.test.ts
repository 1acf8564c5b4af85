import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AudioRig, basic, startAudioRig, until } from '../../testing/audio-rig.ts';

let clock: FakeClock;
let rig: AudioRig;
beforeEach(async () => {
  clock = createFakeClock();
  rig = await startAudioRig({ clock });
});
afterEach(() => rig.stop());

const put = (headers: string, target = '/stream') =>
  rig.connect(`PUT ${target} HTTP/1.1\r\n${headers}Expect: 100-continue\r\n\r\n`);
const auth = (account: string, password?: string) => `Authorization: ${basic(account, password)}\r\n`;

describe('a source that is not let in', () => {
  it.each([
    ['nobody signed in', 401, '', '/stream'],
    ['a wrong password', 401, auth('dj', 'no'), '/stream'],
    ['an account without the permission', 403, auth('guest'), '/stream'],
    ['a station that does not exist', 404, auth('dj'), '/stream/nowhere'],
    ['a database that is away', 503, auth('broken'), '/stream'],
    ['a type that is not carried', 415, `${auth('dj')}Content-Type: video/mp4\r\n`, '/stream'],
  ] as const)('gets an answer for %s before it sends audio', async (_, status, headers, target) => {
    const source = await put(headers, target);
    const head = await source.head();
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).not.toContain('100 Continue');
    expect(JSON.parse(source.body().toString())).toMatchObject({ status });
    if (status === 401) {
      expect(head).toContain('WWW-Authenticate: Basic');
      expect(head).toContain('Allow: GET, HEAD, OPTIONS, PUT, SOURCE, POST');
    }
    await source.closed();
    expect(rig.audio.counters.sources).toBe(0);
  });

  it('answers the poke of libshout with 401 and Allow and keeps the connection for the real request', async () => {
    const source = await rig.connect('OPTIONS * HTTP/1.1\r\nUpgrade: TLS/1.0, HTTP/1.1\r\nConnection: Upgrade\r\n\r\n');
    expect(await source.head()).toContain('200 OK');
    source.forget();
    source.say('SOURCE /stream HTTP/1.1\r\nContent-Length: 0\r\n\r\n');
    expect(await source.head()).toMatch(/^HTTP\/1\.1 401 [\s\S]*Allow: [\s\S]*PUT[\s\S]*keep-alive/);
    source.forget();
    source.say(`PUT /stream HTTP/1.1\r\n${auth('dj')}Content-Type: audio/mpeg\r\nExpect: 100-continue\r\n\r\n`);
    await until(() => source.body().length > 0 || rig.audio.counters.sources === 1);
    expect(rig.audio.counters.sources).toBe(1);
  });

  it('refuses a chunked PUT before its body, too', async () => {
    const source = await rig.connect(
      'PUT /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n',
    );
    const head = await source.head();
    expect(head).toMatch(/^HTTP\/1\.1 401 /);
    await source.closed();
  });
});

describe('the front door', () => {
  it.each([
    ['TLS on the plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a password line', 'secret\r\nicy-name: x\r\n\r\n'],
    ['garbage', '\x00\x01\x02\x03'],
  ])('answers %s with 400 and closes', async (_, bytes) => {
    const peer = await rig.connect(bytes);
    expect(await peer.head()).toContain(' 400 ');
    await peer.closed();
    expect(rig.audio.counters.badHeads).toBe(1);
  });

  it('closes a connection whose head grows without an end', async () => {
    const peer = await rig.connect(`GET / HTTP/1.1\r\nX: ${'x'.repeat(17_000)}`);
    expect(await peer.head()).toContain(' 431 ');
    await peer.closed();
  });

  it('closes a connection whose head does not come in time, however it dribbles', async () => {
    const slow = await rig.connect('GET / HT');
    const mute = await rig.connect();
    await until(() => rig.audio.counters.slowHeads === 0);
    for (let second = 0; second < 9; second += 1) {
      clock.advance(1_000);
      slow.say('T');
    }
    clock.advance(2_500);
    await Promise.all([slow.closed(), mute.closed()]);
    expect(rig.audio.counters.slowHeads).toBe(2);
  });

  it('hands a POST with its body to the HTTP server whole, also when it comes in pieces', async () => {
    const peer = await rig.connect('POST /api HTTP/1.1\r\nHo');
    peer.say('st: a\r\nContent-Length: 300000\r\n\r\n');
    peer.say('x'.repeat(300_000));
    await until(() => peer.body().toString() === 'web');
    peer.forget();
    peer.say('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => peer.body().toString() === 'web');
  });
});
