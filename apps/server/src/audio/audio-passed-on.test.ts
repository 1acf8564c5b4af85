import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AudioRig, basic, startAudioRig } from '../../testing/audio-rig.ts';
import { framesBetween } from '../../testing/heard-frames.ts';

let rig: AudioRig;
beforeEach(async () => {
  rig = await startAudioRig();
});
afterEach(() => rig.stop());

const from = (address: string): string => `PROXY TCP4 ${address} 192.0.2.1 40000 8000\r\n`;
const SOURCE = `SOURCE /stream HTTP/1.0\r\nAuthorization: ${basic('dj')}\r\nContent-Type: audio/mpeg\r\n\r\n`;

it('takes a source that a proxy on TCP passes on, whatever pieces its first line comes in', async () => {
  const source = await rig.connect();
  for (const piece of ['PRO', 'XY TCP4 203.0.113.7 192.0.2.1 4', '0000 8000\r', `\n${SOURCE}`]) {
    source.say(piece);
    await new Promise((resolve) => source.socket.write('', resolve));
  }
  expect(await source.head()).toContain(' 200 ');
  source.say(framesBetween(0, 40));
  await vi.waitUntil(() => rig.happened.includes('on-air'), { timeout: 10_000 });
});

it('refuses a banned address behind such a proxy before its request is there, and others not', async () => {
  rig.ban('203.0.113.7');
  const banned = await rig.connect(from('203.0.113.7'));
  expect(await banned.head()).toContain(' 403 ');
  expect(banned.body().toString()).toContain('address_banned');
  await banned.closed();
  expect(rig.audio.counters.refusedAddresses).toBe(1);
  const another = await rig.connect(`${from('203.0.113.8')}${SOURCE}`);
  expect(await another.head()).toContain(' 200 ');
});

it('shows web requests the address of the person, whom it does not take for a proxy', async () => {
  const peer = await rig.connect(`${from('203.0.113.7')}GET /who HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(await peer.head()).toContain(' 200 ');
  expect(peer.body().toString()).toBe('203.0.113.7');
});

it('believes a proxy that speaks for itself, and nobody who stands behind one', async () => {
  const itself = await rig.connect(`PROXY UNKNOWN\r\nGET /who HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(await itself.head()).toContain(' 200 ');
  const twice = await rig.connect(`${from('203.0.113.7')}${from('203.0.113.8')}${SOURCE}`);
  expect(await twice.head()).toContain(' 400 ');
  await twice.closed();
});
