import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AudioRig, startAudioRig } from '../../testing/audio-rig.ts';
import { framesBetween, lastHeard } from '../../testing/heard-frames.ts';

let rig: AudioRig;
beforeEach(async () => {
  rig = await startAudioRig({ settings: { aheadMs: 600_000 } });
});
afterEach(() => rig.stop());

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 10_000, interval: 5 });

it('an owner who is sent away goes off air: source and listeners are ended, at a frame border', async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await until(() => rig.happened.includes('on-air'));
  const listener = await rig.listener();
  await until(() => lastHeard(listener) === 99);
  rig.audio.sendAwaySourcesOf('dj');
  expect(rig.happened).toEqual(['on-air', 'off-air stopped']);
  await Promise.all([source.closed(), listener.closed()]);
  const late = await rig.listener();
  expect(await late.head()).toContain(' 404 ');
});

it('one whose source is lost loses the held mount too, and cannot come back to it', async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await until(() => rig.happened.includes('on-air'));
  source.socket.destroy();
  await until(() => rig.happened.some((it) => it.startsWith('source-lost')));
  rig.audio.sendAwaySourcesOf('dj', 'mount-1');
  expect(rig.happened.at(-1)).toBe('off-air stopped');
});

it('a source that has sent no audio yet is cut as well, and nobody hears of it', async () => {
  const source = await rig.source();
  rig.audio.sendAwaySourcesOf('dj');
  await source.closed();
  expect(rig.happened).toEqual([]);
});

it("others' sources, and other mounts of the owner, stay", async () => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await until(() => rig.happened.includes('on-air'));
  rig.audio.sendAwaySourcesOf('other');
  rig.audio.sendAwaySourcesOf('dj', 'another mount');
  const listener = await rig.listener();
  source.say(framesBetween(100, 150));
  await until(() => lastHeard(listener) === 149);
  expect(rig.happened).toEqual(['on-air']);
});
