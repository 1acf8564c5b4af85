import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AudioRig, startAudioRig } from '../../testing/audio-rig.ts';
import { framesBetween, lastHeard } from '../../testing/heard-frames.ts';

let rig: AudioRig;
beforeEach(async () => {
  rig = await startAudioRig();
});
afterEach(() => rig.stop());

it('refuses a banned address unread, and leaves those alone who came before', { timeout: 30_000 }, async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await vi.waitUntil(() => rig.happened.includes('on-air'), { timeout: 10_000 });
  const listener = await rig.listener();
  rig.banEverybody();
  const banned = await rig.connect();
  expect(await banned.head()).toContain(' 403 ');
  expect(banned.body().toString()).toContain('address_banned');
  await banned.closed();
  expect(rig.audio.counters.refusedAddresses).toBe(1);
  source.say(framesBetween(100, 140));
  await vi.waitUntil(() => lastHeard(listener) >= 136, { timeout: 10_000 });
});

const BEHIND = 'X-Forwarded-For: 203.0.113.7\r\n';

it.each([
  ['a listener', `GET /stream HTTP/1.1\r\nHost: a\r\n${BEHIND}\r\n`],
  ['a source without a length', `SOURCE /stream HTTP/1.0\r\n${BEHIND}\r\n`],
  ['a source that waits for a word', `PUT /stream HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n${BEHIND}\r\n`],
  ['a chunked source', `PUT /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n${BEHIND}\r\n`],
  ['a question', `OPTIONS /stream HTTP/1.1\r\nHost: a\r\n${BEHIND}\r\n`],
])('refuses %s of a banned address behind a proxy as soon as its head is there, and others not', async (_, head) => {
  rig.ban('203.0.113.7');
  const banned = await rig.connect(head);
  expect(await banned.head()).toContain(' 403 ');
  expect(banned.body().toString()).toContain('address_banned');
  await banned.closed();
  expect(rig.audio.counters).toMatchObject({ refusedAddresses: 1, sources: 0, joins: 0 });
  const another = await rig.connect(head.replace('203.0.113.7', '203.0.113.8'));
  expect(await another.head()).not.toContain(' 403 ');
});

it('refuses it too on a connection that the proxy used for somebody else before', async () => {
  rig.ban('203.0.113.7');
  const proxy = await rig.connect('GET /web HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(await proxy.head()).toContain(' 200 ');
  proxy.forget();
  proxy.say(`HEAD /stream HTTP/1.1\r\nHost: a\r\n${BEHIND.replace('.7', '.8')}\r\n`);
  expect(await proxy.head()).toContain(' 404 ');
  const another = await rig.connect('GET /web HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(await another.head()).toContain(' 200 ');
  another.forget();
  another.say(`HEAD /stream HTTP/1.1\r\nHost: a\r\n${BEHIND}\r\n`);
  expect(await another.head()).toContain(' 403 ');
  await another.closed();
});

it('so many may listen from one address and no more, until one of them leaves; others are not concerned', async () => {
  await rig.stop();
  rig = await startAudioRig({ settings: { maxListenersPerAddress: 2 } });
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await vi.waitUntil(() => rig.happened.includes('on-air'), { timeout: 10_000 });
  const from = async (address: string) => {
    const peer = await rig.connect(`GET /stream HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${address}\r\n\r\n`);
    return { peer, head: await peer.head() };
  };
  const [first, , third] = [await from('2001:db8::1'), await from('2001:db8::2'), await from('2001:db8::3')];
  expect([first.head, third.head].map((head) => head.split(' ', 2)[1])).toEqual(['200', '429']);
  expect(third.head).toMatch(/\r\nRetry-After: \d+\r\n/);
  expect(rig.audio.counters.refusedListeners).toBe(1);
  expect((await from('2001:db8:0:1::1')).head).toContain(' 200 ');
  first.peer.socket.destroy();
  await vi.waitUntil(async () => (await from('2001:db8::4')).head.includes(' 200 '), { timeout: 10_000 });
});
