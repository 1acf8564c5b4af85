import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { type AudioPlayer, createAudioPlayer } from './audio-player.ts';
import { FakeAudioElement } from './fake-audio-element.ts';
import type { PlayerState } from './player-state.ts';

/** A player on an element and a clock that tests move. */
export interface PlayerRig {
  readonly player: AudioPlayer;
  readonly element: FakeAudioElement;
  readonly clock: FakeClock;
  /** What the player keeps in the browser. */
  readonly kept: Map<string, string>;
  state(): PlayerState;
  /** Time goes on, and so does the audio. */
  hear(ms: number): void;
}

interface PlayerRigOptions {
  readonly chance?: () => number;
  readonly kept?: Map<string, string>;
  readonly element?: FakeAudioElement;
}

/** The one place where the fake stands in for the browser's element. */
const asElement = (fake: FakeAudioElement) => fake as unknown as HTMLAudioElement;

export const createPlayerRig = (options: PlayerRigOptions = {}): PlayerRig => {
  const { chance = () => 0, kept = new Map(), element = new FakeAudioElement() } = options;
  const clock = createFakeClock();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const player = createAudioPlayer({ element: asElement(element), clock, chance, storage });
  return {
    player,
    element,
    clock,
    kept,
    state: () => player.snapshot().state,
    hear: (ms) => {
      for (let passed = 0; passed < ms; passed += 250) {
        element.currentTime += 0.25;
        clock.advance(250);
      }
    },
  };
};
