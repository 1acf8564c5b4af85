import { describe, expect, it } from 'vitest';
import { figuresOf } from '../testing/fan-out-figures-of.ts';
import { writeFanOutReport } from './fan-out-report.ts';

const report = writeFanOutReport({
  date: '2026-11-22',
  circumstances: [['kernel', 'Linux 6.1']],
  rounds: 3,
  settleMs: 30_000,
  windowMs: 20_000,
  measured: [
    {
      listeners: 1_000,
      rounds: new Map([
        ['livestreamer', [figuresOf({ cpuUs: 31 }), figuresOf({ cpuUs: 30 }), figuresOf({ cpuUs: 90 })]],
        ['icecast2', [figuresOf({ server: 'icecast2', cpuUs: 100 }), null, null]],
        ['floor', [null, null, null]],
      ]),
    },
  ],
  discarded: ['floor, 1000 listeners, round 1, attempt 1: 4 underruns.'],
});

describe('the report of the fan-out', () => {
  it('shows the medians of the runs that counted, and how many there were', () => {
    expect(report).toContain('| livestreamer | 1045 | 31.0 | 3.0 | 520 / 1030 | 2150 / 2180 | 1 / 5 | 6.0 | 3 |');
    expect(report).toMatch(/\| icecast2 \| .* \| 100\.0 \| .* \| 1 \|/);
  });

  it('shows a server that has no run that counted, without figures', () => {
    expect(report).toMatch(/\| floor (?:\| – )+\| 0 \|/);
  });

  it('shows the ratios beside their aims', () => {
    expect(report).toContain('| CPU at most 0.40 × icecast2 | 0.31 × (0.31 to 0.31) | met |');
    expect(report).toContain('| CPU at most 1.60 × floor | not measured | – |');
  });

  it('says which runs did not count', () => {
    expect(report).toContain('- floor, 1000 listeners, round 1, attempt 1: 4 underruns.');
  });
});
