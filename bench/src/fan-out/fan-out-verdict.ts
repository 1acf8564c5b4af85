import type { ServerName } from '../servers/server-under-test.ts';
import { median } from '../statistics.ts';
import type { FanOutFigures } from './fan-out-figures.ts';

/** What we want to stay under. */
export const AIMS = { ofIcecast: 0.4, ofFloor: 1.6, behindMs: 2_500 } as const;

/** The runs of a server that counted, round by round; null where none did. */
export type Rounds = readonly (FanOutFigures | null)[];
export type RoundsByServer = ReadonlyMap<ServerName, Rounds>;

/** CPU of ours over that of another in the same round: their median, and the least and the greatest. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

/** Ours over another, round by round, because the machine is not the same from minute to minute; null when no round has both. */
export const cpuRatio = (rounds: RoundsByServer, other: ServerName): Ratio | null => {
  const theirs = rounds.get(other) ?? [];
  const ratios = (rounds.get('livestreamer') ?? []).flatMap((ours, round) => {
    const their = theirs[round];
    return ours && their ? [ours.cpuUs / their.cpuUs] : [];
  });
  if (ratios.length === 0) return null;
  return { median: median(ratios), least: Math.min(...ratios), greatest: Math.max(...ratios) };
};

/** One line of the verdict. `met` is null when it could not be measured. */
export interface Judgement {
  readonly aim: string;
  readonly seen: string;
  readonly met: boolean | null;
}

const judgeRatio = (rounds: RoundsByServer, other: 'icecast2' | 'floor', most: number): Judgement => {
  const ratio = cpuRatio(rounds, other);
  const seen = ratio && `${ratio.median.toFixed(2)} × (${ratio.least.toFixed(2)} to ${ratio.greatest.toFixed(2)})`;
  return {
    aim: `CPU at most ${most.toFixed(2)} × ${other}`,
    seen: seen ?? 'not measured',
    met: ratio && ratio.median <= most,
  };
};

const judgeDelay = (rounds: RoundsByServer): Judgement => {
  const behindMs = (rounds.get('livestreamer') ?? []).flatMap((run) => (run ? [run.heard.behindMs.p99] : []));
  const p99 = behindMs.length > 0 ? median(behindMs) : null;
  return {
    aim: `heard less than ${AIMS.behindMs / 1_000} s behind the source`,
    seen: p99 === null ? 'not measured' : `${(p99 / 1_000).toFixed(2)} s (p99)`,
    met: p99 === null ? null : p99 < AIMS.behindMs,
  };
};

/** The aims, and whether the runs with this many listeners meet them. */
export const judge = (rounds: RoundsByServer): Judgement[] => [
  judgeRatio(rounds, 'icecast2', AIMS.ofIcecast),
  judgeRatio(rounds, 'floor', AIMS.ofFloor),
  judgeDelay(rounds),
];

/** Whether no aim is missed, and none open because runs of a server that is there did not count. */
export const isMet = (rounds: RoundsByServer): boolean =>
  [...rounds.values()].every((runs) => runs.some((run) => run !== null)) &&
  judge(rounds).every(({ met }) => met !== false);
