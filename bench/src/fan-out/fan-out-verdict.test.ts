import { describe, expect, it } from 'vitest';
import type { ServerName } from '../servers/server-under-test.ts';
import { figuresOf } from '../testing/fan-out-figures-of.ts';
import { cpuRatio, isMet, judge, type RoundsByServer } from './fan-out-verdict.ts';

const roundsOf = (cpuUs: Partial<Record<ServerName, readonly (number | null)[]>>): RoundsByServer =>
  new Map(
    (['livestreamer', 'icecast2', 'floor'] as const).map((server) => [
      server,
      (cpuUs[server] ?? []).map((us) => (us === null ? null : figuresOf({ server, cpuUs: us }))),
    ]),
  );

describe('the ratio of two servers', () => {
  it('is taken within each round, so that a slow minute of the machine does not matter', () => {
    const rounds = roundsOf({ livestreamer: [30, 60, 33], icecast2: [100, 200, 100] });
    expect(cpuRatio(rounds, 'icecast2')).toEqual({ median: 0.3, least: 0.3, greatest: 0.33 });
  });

  it('leaves out rounds that one of them has not', () => {
    const rounds = roundsOf({ livestreamer: [30, null, 20], floor: [null, 10, 20] });
    expect(cpuRatio(rounds, 'floor')).toEqual({ median: 1, least: 1, greatest: 1 });
  });

  it('is not there without a round that both have', () => {
    expect(cpuRatio(roundsOf({ livestreamer: [30, null], floor: [null, 20] }), 'floor')).toBeNull();
    expect(cpuRatio(roundsOf({ livestreamer: [30] }), 'icecast2')).toBeNull();
  });
});

describe('the verdict', () => {
  it('meets an aim that is just reached and misses one that is just passed', () => {
    const rounds = roundsOf({ livestreamer: [40], icecast2: [100], floor: [24.9] });
    expect(judge(rounds).map(({ met }) => met)).toEqual([true, false, true]);
  });

  it('misses the delay at 2.5 s behind the source', () => {
    const late = figuresOf({ heard: { behindMs: { p50: 2_200, p99: 2_500, most: 2_600 } } });
    expect(judge(new Map([['livestreamer', [late]]])).map(({ met }) => met)).toEqual([null, null, false]);
  });

  it('leaves open what was not measured', () => {
    expect(judge(roundsOf({ icecast2: [90], floor: [20] })).map(({ met }) => met)).toEqual([null, null, null]);
  });

  it('is good without Icecast where that is not installed, and not where its runs did not count', () => {
    const both = new Map(roundsOf({ livestreamer: [30], floor: [20] }));
    both.delete('icecast2');
    expect(isMet(both)).toBe(true);
    expect(isMet(roundsOf({ livestreamer: [30], floor: [20], icecast2: [null, null] }))).toBe(false);
  });

  it('is not good with one aim missed', () => {
    expect(isMet(roundsOf({ livestreamer: [41], icecast2: [100], floor: [40] }))).toBe(false);
  });
});
