// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { createPlayerRig, type PlayerRig } from './player-rig.ts';

const LOW_TIDE = { source: '/recordings/b1.mp3', durationMs: 60_000 };

let rig: PlayerRig;
beforeEach(() => {
  rig = createPlayerRig();
});
const position = (): number => rig.player.position.snapshot();

describe('a recording', () => {
  it('is fetched when play is pressed and not before, from the place that was chosen', () => {
    rig.player.load(LOW_TIDE, 12_000);
    expect(rig.element.opened).toEqual([]);
    rig.player.playRecording();
    expect(rig.element.opened).toEqual(['/recordings/b1.mp3']);
    expect(rig.element.currentTime).toBe(12);
    rig.hear(1_000);
    expect(rig.state()).toBe('playing');
    expect(position()).toBe(13_000);
  });

  it('goes to its place again when the browser forgot it while it read the head of the file', () => {
    rig.player.load(LOW_TIDE, 12_000);
    rig.player.playRecording();
    rig.element.currentTime = 0;
    rig.element.dispatchEvent(new Event('loadedmetadata'));
    expect(rig.element.currentTime).toBe(12);
  });

  it('pauses and goes on in the same response, at the same place', () => {
    rig.player.load(LOW_TIDE);
    rig.player.playRecording();
    rig.hear(2_000);
    rig.player.pause();
    expect(rig.state()).toBe('idle');
    rig.clock.advance(60_000);
    expect(position()).toBe(2_000);
    rig.player.playRecording();
    rig.hear(500);
    expect(rig.state()).toBe('playing');
    expect(position()).toBe(2_500);
    expect(rig.element.opened).toHaveLength(1);
  });

  it('seeks within itself, playing or not', () => {
    rig.player.load(LOW_TIDE);
    rig.player.seek(90_000);
    expect(position()).toBe(60_000);
    rig.player.seek(-5);
    expect(position()).toBe(0);
    rig.player.playRecording();
    rig.player.seek(30_000);
    expect(rig.element.currentTime).toBe(30);
  });

  it('is over at its end, and begins again at the next press', () => {
    rig.player.load(LOW_TIDE, 59_000);
    rig.player.playRecording();
    rig.hear(1_000);
    rig.element.end();
    expect(rig.player.snapshot()).toMatchObject({ state: 'idle', wanted: false });
    expect(position()).toBe(60_000);
    rig.player.playRecording();
    expect(rig.element.currentTime).toBe(0);
  });

  it('comes back to its place after a lost connection, and gives up after a while', () => {
    rig.player.load(LOW_TIDE);
    rig.player.playRecording();
    rig.hear(3_000);
    rig.element.fail();
    rig.clock.advance(500);
    expect(rig.element.opened).toHaveLength(2);
    expect(rig.element.currentTime).toBe(3);
    for (let time = 0; time < 5; time += 1) {
      rig.element.fail();
      rig.clock.advance(8_000);
    }
    expect(rig.state()).toBe('failed');
    expect(rig.player.snapshot().wanted).toBe(false);
    rig.player.playRecording();
    rig.hear(500);
    expect(rig.state()).toBe('playing');
  });

  it('is opened anew when the sound stands still too long', () => {
    rig.player.load(LOW_TIDE);
    rig.player.playRecording();
    rig.hear(1_000);
    rig.clock.advance(11_000);
    expect(rig.element.opened).toHaveLength(2);
  });

  it('pauses for a phone call, and plays on after it', () => {
    rig.player.load(LOW_TIDE);
    rig.player.playRecording();
    rig.hear(1_000);
    rig.element.interrupt();
    expect(rig.player.snapshot().wanted).toBe(false);
    rig.element.resume();
    expect(rig.player.snapshot().wanted).toBe(true);
    expect(rig.element.opened).toHaveLength(1);
  });

  it('shares the element with what is on air: one ends when the other begins', () => {
    rig.player.play('/stream/club');
    rig.hear(1_000);
    rig.player.load(LOW_TIDE);
    expect(rig.element.isOpen).toBe(false);
    rig.player.playRecording();
    rig.player.play('/stream/club');
    expect(rig.element.opened.at(-1)).toMatch(/^\/stream\/club\?/);
    rig.hear(20_000);
    rig.player.pause();
    expect(rig.element.isOpen).toBe(false);
  });

  it('says that the browser wants a click', async () => {
    rig.element.refusal = new DOMException('no gesture', 'NotAllowedError');
    rig.player.load(LOW_TIDE);
    rig.player.playRecording();
    await Promise.resolve();
    await Promise.resolve();
    expect(rig.state()).toBe('blocked');
  });
});
