import { expect, it } from 'vitest';
import { drawWaveform, peaksOf } from './draw-waveform.ts';

const heightsOf = (levels: readonly number[]): number[] => {
  const heights: number[] = [];
  const context = {
    clearRect: () => undefined,
    fillRect: (_x: number, _y: number, _width: number, height: number) => void heights.push(Math.round(height)),
    fillStyle: '',
  };
  drawWaveform(
    context as unknown as CanvasRenderingContext2D, // as far as bars are drawn
    { width: levels.length * 5, height: 100 },
    { levels, hearts: [], played: 0, colours: { played: '#000', ahead: '#000', hearts: '#000' } },
  );
  return heights;
};

it('draws a quiet recording as high as a loud one, and silence low', () => {
  expect(heightsOf([0.1, 0.2, 0])).toEqual([40, 80, 2]);
  expect(heightsOf([0.5, 1, 0])).toEqual([40, 80, 2]);
  expect(heightsOf([0.001, 0.002])).toEqual([3, 5]);
});

it('keeps the highest of what falls together', () => {
  expect(peaksOf([0.1, 0.9, 0.2, 0.3], 2)).toEqual([0.9, 0.3]);
  expect(peaksOf([0.4], 3)).toEqual([0.4, 0.4, 0.4]);
});
