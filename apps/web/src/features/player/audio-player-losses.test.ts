// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { AudioPlayer } from './audio-player.ts';
import { FakeAudioElement } from './fake-audio-element.ts';
import { createPlayerRig, type PlayerRig } from './player-rig.ts';

let rig: PlayerRig;
let clock: PlayerRig['clock'];
let element: FakeAudioElement;
let player: AudioPlayer;
let dice: number;
const hear = (ms: number): void => rig.hear(ms);
const state = () => rig.state();

beforeEach(() => {
  dice = 0;
  rig = createPlayerRig({ chance: () => dice });
  ({ clock, element, player } = rig);
});

describe('a player that lost its sound', () => {
  it('is no listener of the server while it pauses before the next try', () => {
    player.play('/stream/club');
    hear(1_000);
    clock.advance(6_250);
    expect(element.isOpen).toBe(false);
    clock.advance(250);
    expect(element.isOpen).toBe(true);
  });

  it('does not come back in step with all the others', () => {
    dice = 0.9;
    player.play('/stream/club');
    element.fail();
    clock.advance(474);
    expect(element.opened).toHaveLength(1);
    clock.advance(1);
    expect(element.opened).toHaveLength(2);
  });

  it('spreads those who wait for a show over half a second when it begins', () => {
    dice = 0.5;
    player.play('/stream/club');
    player.setStation('off-air');
    element.fail();
    player.setStation('live');
    clock.advance(249);
    expect(element.opened).toHaveLength(1);
    clock.advance(1);
    expect(element.opened).toHaveLength(2);
  });

  it('grows its pauses also when each response gives some sound before it ends', () => {
    player.play('/stream/club');
    for (const pauseMs of [250, 500, 1_000]) {
      hear(2_000);
      element.end();
      const before = element.opened.length;
      clock.advance(pauseMs - 1);
      expect(element.opened).toHaveLength(before);
      clock.advance(1);
      expect(element.opened).toHaveLength(before + 1);
    }
    hear(11_000);
    element.end();
    const before = element.opened.length;
    clock.advance(250);
    expect(element.opened).toHaveLength(before + 1);
  });

  it('plays the last seconds of a show that is over, then lets go of a response that does not end', () => {
    player.play('/stream/club');
    hear(1_000);
    player.setStation('off-air');
    hear(3_000);
    expect(state()).toBe('playing');
    clock.advance(2_500);
    expect(state()).toBe('waiting');
    expect(element.isOpen).toBe(false);
    clock.advance(600_000);
    expect(element.opened).toHaveLength(1);
  });

  it('plays on after a phone call, when the system plays again what it had paused', () => {
    player.play('/stream/club');
    hear(1_000);
    element.interrupt();
    expect(state()).toBe('idle');
    element.resume();
    expect(element.opened).toHaveLength(2);
    hear(500);
    expect(state()).toBe('playing');
  });

  it('stays silent when the listener paused and the system plays', () => {
    player.play('/stream/club');
    hear(1_000);
    player.pause();
    element.resume();
    expect(state()).toBe('idle');
  });
});

describe('a device that keeps the volume to itself', () => {
  it('is found out also where the volume that is remembered is the full one', () => {
    const iPhone = new FakeAudioElement();
    Object.defineProperty(iPhone, 'volume', { get: () => 1, set: () => undefined });
    expect(createPlayerRig({ element: iPhone }).player.snapshot().volumeFixed).toBe(true);
    expect(player.snapshot()).toMatchObject({ volumeFixed: false, volume: 1 });
  });
});
