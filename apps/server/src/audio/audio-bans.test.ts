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
