// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { AudioPlayer } from './audio-player.ts';
import type { FakeAudioElement } from './fake-audio-element.ts';
import { createPlayerRig, type PlayerRig } from './player-rig.ts';

let rig: PlayerRig;
let clock: PlayerRig['clock'];
let element: FakeAudioElement;
let player: AudioPlayer;
const hear = (ms: number): void => rig.hear(ms);
const state = () => rig.state();

beforeEach(() => {
  rig = createPlayerRig();
  ({ clock, element, player } = rig);
});

describe('the player', () => {
  it('goes from idle over connecting to playing, and back on pause, which closes the response', () => {
    expect(state()).toBe('idle');
    player.play('/stream/club');
    expect(state()).toBe('connecting');
    hear(500);
    expect(state()).toBe('playing');
    player.pause();
    expect(state()).toBe('idle');
    expect(element.isOpen).toBe(false);
  });

  it('opens a new response at each play, so that nobody hears the past', () => {
    player.play('/stream/club');
    player.pause();
    player.play('/stream/club');
    expect(new Set(element.opened).size).toBe(2);
  });

  it('says buffering when the sound stands still, and playing when it goes on', () => {
    player.play('/stream/club');
    hear(1_000);
    clock.advance(2_000);
    expect(state()).toBe('buffering');
    hear(500);
    expect(state()).toBe('playing');
    expect(element.opened).toHaveLength(1);
  });

  it('opens the response anew when the sound stands still too long', () => {
    player.play('/stream/club');
    hear(1_000);
    clock.advance(7_000);
    expect(element.opened).toHaveLength(2);
    hear(500);
    expect(state()).toBe('playing');
  });

  it.each(['end', 'fail'] as const)('opens it anew after a response that did %s, with growing pauses', (how) => {
    player.play('/stream/club');
    hear(1_000);
    for (const pauseMs of [250, 500, 1_000, 1_000, 1_000, 1_000, 2_000, 4_000, 8_000, 8_000]) {
      const before = element.opened.length;
      element[how]();
      clock.advance(pauseMs - 1);
      expect(element.opened).toHaveLength(before);
      clock.advance(1);
      expect(element.opened).toHaveLength(before + 1);
    }
  });

  it('keeps the held response while the station reconnects, and plays on in it without a click', () => {
    player.play('/stream/club');
    hear(1_000);
    player.setStation('reconnecting');
    clock.advance(20_000);
    expect(state()).toBe('waiting');
    expect(element.opened).toHaveLength(1);
    player.setStation('live');
    hear(500);
    expect(state()).toBe('playing');
    expect(element.opened).toHaveLength(1);
  });

  it('opens a response that ended while the station reconnects at once when it is live again', () => {
    player.play('/stream/club');
    hear(1_000);
    player.setStation('reconnecting');
    element.fail();
    clock.advance(250);
    element.fail();
    const before = element.opened.length;
    player.setStation('live');
    clock.advance(0);
    expect(element.opened).toHaveLength(before + 1);
  });

  it('waits off air without asking the server, and plays on when the next show begins', () => {
    player.play('/stream/club');
    hear(1_000);
    player.setStation('off-air');
    element.end();
    clock.advance(600_000);
    expect(state()).toBe('waiting');
    expect(element.opened).toHaveLength(1);
    player.setStation('live');
    clock.advance(0);
    expect(element.opened).toHaveLength(2);
    hear(500);
    expect(state()).toBe('playing');
  });

  it('says that the browser wants a click, and tries nothing until then', async () => {
    element.refusal = new DOMException('no gesture', 'NotAllowedError');
    player.play('/stream/club');
    await Promise.resolve();
    await Promise.resolve();
    expect(state()).toBe('blocked');
    clock.advance(60_000);
    expect(element.opened).toHaveLength(1);
    element.refusal = null;
    player.play('/stream/club');
    hear(500);
    expect(state()).toBe('playing');
  });

  it('shows play again when a phone call or the headphones paused it', () => {
    player.play('/stream/club');
    hear(1_000);
    element.interrupt();
    expect(state()).toBe('idle');
    expect(player.snapshot().wanted).toBe(false);
  });

  it('tries at once when the network is back', () => {
    player.play('/stream/club');
    for (let time = 0; time < 5; time += 1) {
      element.fail();
      clock.advance(8_000);
    }
    element.fail();
    const before = element.opened.length;
    player.lineIsBack();
    expect(element.opened).toHaveLength(before + 1);
  });

  it('remembers the volume, and survives a storage that holds nonsense', () => {
    player.setVolume(0.3);
    player.setMuted(true);
    const { kept } = rig;
    expect(createPlayerRig({ kept }).element).toMatchObject({ volume: 0.3, muted: true });
    kept.set('livestreamer.volume', '{"volume":"loud"');
    expect(createPlayerRig({ kept }).player.snapshot()).toMatchObject({ volume: 1, muted: false });
  });

  it('tells its subscribers only when something changed', () => {
    let told = 0;
    const unsubscribe = player.subscribe(() => {
      told += 1;
    });
    const before = player.snapshot();
    clock.advance(10_000);
    expect(told).toBe(0);
    expect(player.snapshot()).toBe(before);
    player.play('/stream/club');
    hear(5_000);
    expect(told).toBe(2);
    unsubscribe();
    player.pause();
    expect(told).toBe(2);
  });
});
