import { expect, it } from 'vitest';
import { bestMinuteMs, heartLevels, type PlayedPart } from './heart-minutes.ts';

const MINUTE = 60_000;

const part = (minutes: number, trimmedMinutes = 0): PlayedPart => ({
  durationMs: minutes * MINUTE,
  placeOf: (showMs) => showMs - trimmedMinutes * MINUTE,
});

it('the applause is between nothing and the best minute, over what is played of the show', () => {
  expect(heartLevels([0, 2, 8, 4], part(4))).toEqual([0, 0.25, 1, 0.5]);
  expect(heartLevels([9, 2, 8, 4], part(2, 1))).toEqual([0.25, 1]);
});

it('minutes that nobody counted are without hearts', () => {
  expect(heartLevels([4], part(3))).toEqual([1, 0, 0]);
});

it('minutes in which no audio came fall together with the one before', () => {
  const placeOf = (showMs: number): number => (showMs < 2 * MINUTE ? showMs : showMs - MINUTE);
  expect(heartLevels([1, 3, 5, 2], { durationMs: 3 * MINUTE, placeOf })).toEqual([1 / 8, 1, 2 / 8]);
});

it('a show without hearts has no applause to draw, and no best minute', () => {
  expect(heartLevels([0, 0], part(2))).toEqual([]);
  expect(bestMinuteMs([0, 0], part(2))).toBeNull();
});

it('the best minute is the first of those with the most hearts', () => {
  expect(bestMinuteMs([1, 7, 7], part(3))).toBe(MINUTE);
  expect(bestMinuteMs([9, 1, 7], part(2, 1))).toBe(MINUTE);
});
