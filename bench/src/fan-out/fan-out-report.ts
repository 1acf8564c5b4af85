import type { ServerName } from '../servers/server-under-test.ts';
import { median } from '../statistics.ts';
import type { FanOutFigures } from './fan-out-figures.ts';
import { judge, type RoundsByServer } from './fan-out-verdict.ts';

/** 1152 samples at 44.1 kHz. */
const FRAME_MS = 1152 / 44.1;

/** All that one call of the bench measured. */
export interface FanOutResult {
  readonly date: string;
  /** Where and with what, name by name. */
  readonly circumstances: readonly (readonly [name: string, value: string])[];
  readonly rounds: number;
  readonly settleMs: number;
  readonly windowMs: number;
  readonly measured: readonly { readonly listeners: number; readonly rounds: RoundsByServer }[];
  /** Runs that did not count, one sentence each. */
  readonly discarded: readonly string[];
}

const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const COLUMNS: readonly (readonly [title: string, (middle: Middle) => string])[] = [
  ['slice ms', (middle) => Math.round(middle((run) => run.heard.framesARead) * FRAME_MS).toString()],
  ['CPU µs', (middle) => middle((run) => run.cpuUs).toFixed(1)],
  ['core %', (middle) => (middle((run) => run.serverShare) * 100).toFixed(1)],
  ['added delay p50 / p99 ms', (middle) => both(middle, (run) => run.heard.delayMs)],
  ['behind p50 / p99 ms', (middle) => both(middle, (run) => run.heard.behindMs)],
  ['first audio p50 / p99 ms', (middle) => both(middle, (run) => run.heard.firstAudioMs)],
  ['RSS/l KiB', (middle) => middle((run) => run.residentKb).toFixed(1)],
];

/** The median of one figure over the rounds that counted. */
type Middle = (figure: (run: FanOutFigures) => number) => number;

const both = (middle: Middle, times: (run: FanOutFigures) => { p50: number; p99: number }): string =>
  `${Math.round(middle((run) => times(run).p50))} / ${Math.round(middle((run) => times(run).p99))}`;

const figureRow = (server: ServerName, runs: readonly FanOutFigures[]): string[] => {
  const middle: Middle = (figure) => median(runs.map(figure));
  return [server, ...COLUMNS.map(([, write]) => (runs.length === 0 ? '–' : write(middle))), `${runs.length}`];
};

const MET = { true: 'met', false: 'missed', null: '–' } as const;

const chapter = ({ listeners, rounds }: FanOutResult['measured'][number]): string => {
  const figures = [...rounds].map(([server, runs]) =>
    figureRow(
      server,
      runs.filter((run) => run !== null),
    ),
  );
  const verdict = judge(rounds).map(({ aim, seen, met }) => [aim, seen, MET[`${met}`]]);
  return [
    `## ${listeners.toLocaleString('en')} listeners`,
    markdownTable(['server', ...COLUMNS.map(([title]) => title), 'runs'], figures),
    markdownTable(['aim', 'seen: median of the rounds (least to greatest)', ''], verdict),
  ].join('\n\n');
};

/** The result as it is kept in bench/results. */
export const writeFanOutReport = (result: FanOutResult): string => {
  const { date, circumstances, rounds, settleMs, windowMs, measured, discarded } = result;
  return `${[
    `# Fan-out, ${date}`,
    `One source (MP3, 128 kbit/s, 44.1 kHz, a write a frame); the server alone on one core; rounds: ${rounds}, interleaved; ` +
      `a steady window of ${windowMs / 1_000} s, ${settleMs / 1_000} s after everybody has joined. How it is measured: ` +
      'bench/README.md. The figures are medians of the runs that counted and depend on the machine; the ratios, taken ' +
      'round by round, are the result.',
    markdownTable(['what', 'is'], circumstances),
    ...measured.map(chapter),
    '## Runs that did not count',
    discarded.length === 0 ? 'None.' : discarded.map((sentence) => `- ${sentence}`).join('\n'),
  ].join('\n\n')}\n`;
};
