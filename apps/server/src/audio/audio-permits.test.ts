import { createFakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AudioRig, startAudioRig, until } from '../../testing/audio-rig.ts';
import { framesBetween, lastHeard } from '../../testing/heard-frames.ts';
import type { Peer } from '../../testing/socket-peer.ts';

let rig: AudioRig;
beforeEach(async () => {
  rig = await startAudioRig({ settings: { aheadMs: 600_000 } });
});
afterEach(() => rig.stop());

const goOnAir = async (): Promise<Peer> => {
  const source = await rig.source();
  source.say(framesBetween(0, 100));
  await until(() => rig.happened.includes('on-air'));
  return source;
};

it('an owner whose permit holds no more goes off air: source and listeners are ended, at a frame border', async () => {
  const source = await goOnAir();
  const listener = await rig.listener();
  await until(() => lastHeard(listener) === 99);
  rig.revoke('dj');
  rig.audio.recheckSourcesOf('dj');
  await Promise.all([source.closed(), listener.closed()]);
  expect(rig.happened).toEqual(['on-air', 'off-air stopped']);
  expect(rig.audio.counters.withdrawnPermits).toBe(1);
  const late = await rig.listener();
  expect(await late.head()).toContain(' 404 ');
});

it('one whose source is lost loses the held mount too, and cannot come back to it', async () => {
  const source = await goOnAir();
  source.socket.destroy();
  await until(() => rig.happened.some((it) => it.startsWith('source-lost')));
  rig.revoke('dj');
  rig.audio.recheckSourcesOf('dj');
  await until(() => rig.happened.at(-1) === 'off-air stopped');
});

it('a source that has sent no audio yet is cut as well, and nobody hears of it', async () => {
  const source = await rig.source();
  rig.revoke('dj');
  rig.audio.recheckSourcesOf('dj');
  await source.closed();
  expect(rig.happened).toEqual([]);
});

it("whose permits hold stay, and so do others'", async () => {
  const source = await goOnAir();
  rig.revoke('other');
  rig.audio.recheckSourcesOf('other');
  rig.audio.recheckSources();
  const listener = await rig.listener();
  source.say(framesBetween(100, 150));
  await until(() => lastHeard(listener) === 149);
  expect(rig.happened).toEqual(['on-air']);
});

it('while nobody can say whether a permit holds, the show goes on', async () => {
  const source = await goOnAir();
  rig.breakGate();
  rig.audio.recheckSources();
  const listener = await rig.listener();
  source.say(framesBetween(100, 150));
  await until(() => lastHeard(listener) === 149);
});

it.each(['PUT', 'SOURCE'] as const)(
  'a %s whose permit is withdrawn while it is asked for never comes in',
  async (method) => {
    const letGo = rig.holdGate();
    const asking = rig.source({ method });
    await until(() => rig.heldAtGate === 1);
    rig.revoke('dj');
    rig.audio.recheckSourcesOf('dj');
    letGo();
    const source = await asking;
    expect(await source.head()).toContain(' 403 ');
    await source.closed();
    expect(rig.audio.counters.sources).toBe(0);
  },
);

it('one whose permit may have changed meanwhile, and has not, comes in', async () => {
  const letGo = rig.holdGate();
  const asking = rig.source();
  await until(() => rig.heldAtGate === 1);
  rig.audio.recheckSourcesOf('dj');
  rig.audio.recheckSources();
  letGo();
  expect(await (await asking).head()).toContain(' 100 ');
});

it('what nobody told of is found within a minute', async () => {
  await rig.stop();
  const clock = createFakeClock();
  rig = await startAudioRig({ clock, settings: { silentSourceMs: 600_000, aheadMs: 600_000 } });
  const source = await goOnAir();
  rig.revoke('dj');
  clock.advance(60_000);
  await source.closed();
  expect(rig.happened).toEqual(['on-air', 'off-air stopped']);
});
