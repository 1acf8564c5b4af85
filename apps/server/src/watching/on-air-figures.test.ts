import { expect, test } from 'vitest';
import type { Audio, MountFigures } from '../audio/index.ts';
import { onAirFigures } from './on-air-figures.ts';

const SILENT = { kind: 'silence', sinceMs: 0 } as const;
const READING = { momentaryLufs: -20, leftDb: -20, rightDb: -20, clippedRuns: 0, isStereo: true };
const CLIPPED = { kind: 'clipping', sinceMs: 0 } as const;

const figuresOf = (
  mounts: readonly MountFigures[],
  warnings: Record<string, readonly (typeof SILENT | typeof CLIPPED)[]> = {},
  formats: Record<string, 'mp3' | 'aac'> = {},
) => {
  const of: Audio['levels']['of'] = (mountId) => ({
    reading: formats[mountId] === 'aac' ? null : READING,
    warnings: warnings[mountId] ?? [],
    format: formats[mountId] ?? 'mp3',
    bitrateKbps: 128,
    audioMs: 0,
  });
  const levels: Pick<Audio['levels'], 'of'> = { of };
  return onAirFigures({
    mounts: () => mounts,
    levels: { ...levels, events: { on: () => () => undefined, emit: () => undefined } },
  });
};

const mount = (name: string, listeners: number, over: Partial<MountFigures> = {}): MountFigures => ({
  ...{ mountId: `id of ${name}`, name, listeners, phase: 'live', lostMs: 0 },
  ...over,
});

test('stations with the most listeners come first, and beyond fifty there is one figure for all', () => {
  const many = Array.from({ length: 60 }, (_, index) => mount(`station-${index}`, index));
  const { listeners, stations, otherListeners } = figuresOf(many);
  expect(stations).toHaveLength(50);
  expect(stations[0]).toMatchObject({ name: 'station-59', listeners: 59 });
  expect(otherListeners).toBe(45);
  expect(listeners).toBe(1_770);
});

test('silence is dead air, and nothing else that may be wrong with the sound is', () => {
  const mounts = [mount('quiet', 3), mount('loud', 2)];
  const figures = figuresOf(mounts, { 'id of quiet': [SILENT], 'id of loud': [CLIPPED] });
  expect(figures).toMatchObject({ live: 2, held: 0 });
  expect(figures.stations.map(({ isDeadAir }) => isDeadAir)).toEqual([true, false]);
});

test('where nobody listens along, or nothing comes, dead air is not known', () => {
  const mounts = [mount('gone', 1, { phase: 'held', lostMs: 12_000 }), mount('aac', 0)];
  const figures = figuresOf(mounts, { 'id of gone': [SILENT] }, { 'id of aac': 'aac' });
  expect(figures).toMatchObject({ live: 1, held: 1 });
  expect(figures.stations.map(({ name, isDeadAir }) => [name, isDeadAir])).toEqual([
    ['gone', null],
    ['aac', null],
  ]);
});

test('a station with something wrong is among those that are told apart, however few listen', () => {
  const many = Array.from({ length: 60 }, (_, index) => mount(`station-${index}`, index + 1));
  const figures = figuresOf([...many, mount('gone', 0, { phase: 'held' }), mount('silent', 0)], {
    'id of silent': [SILENT],
  });
  expect(figures.stations.slice(0, 3).map(({ name }) => name)).toEqual(['gone', 'silent', 'station-59']);
});
