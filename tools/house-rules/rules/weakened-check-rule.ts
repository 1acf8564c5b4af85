import { scanOf } from '../reading/code-scanner.ts';
import { isCode } from '../reading/file-kinds.ts';
import { type Finding, lineAt, type RepositoryFile, type Rule } from '../reading/rule-finding.ts';

interface Weakening {
  readonly where: 'code' | 'comments';
  readonly pattern: RegExp;
  readonly message: string;
}

/** A reason is at least two words behind the colon or the dashes. */
const WEAKENINGS: readonly Weakening[] = [
  {
    where: 'code',
    pattern:
      /\b(?:it|test|describe|suite)(?:\s*\.\s*\w+)*\s*\.\s*(?:only|skip|todo|skipIf|runIf|fails)\b|(?<![.\w])x(?:it|describe)\s*\(/g,
    message: 'a test that does not run, or keeps others from running: write it, or take it away',
  },
  {
    where: 'code',
    pattern: /\bvi\s*\.\s*(?:mock|doMock)\s*\(/g,
    message: 'a mocked module: hand a fake clock, chance or mail transport in, and use the real rest',
  },
  {
    where: 'comments',
    pattern: /@ts-(?:ignore|nocheck)\b/g,
    message: 'the compiler is silenced: mend the types, or use @ts-expect-error with a reason',
  },
  {
    where: 'comments',
    pattern: /@ts-expect-error(?!\s*:?\s*\S+ +\S+)/g,
    message: 'say why: @ts-expect-error <reason>',
  },
  {
    where: 'comments',
    pattern: /biome-ignore(?:-all|-start|-end)?\b(?![^:\n]*:\s*\S+ +\S+)/g,
    message: 'say why: biome-ignore <rule>: <reason>',
  },
  {
    where: 'comments',
    pattern: /stylelint-disable[\w-]*(?![^\n]*--\s*\S+ +\S+)/g,
    message: 'say why: stylelint-disable-next-line <rule> -- <reason>',
  },
];

const findingsIn = (file: RepositoryFile, texts: { readonly code: string; readonly comments: string }): Finding[] =>
  WEAKENINGS.flatMap(({ where, pattern, message }) =>
    [...texts[where].matchAll(pattern)].map((match) => ({
      path: file.path,
      line: lineAt(file.text, match.index),
      message,
    })),
  );

/** A check that was switched off is switched off for a reason that stands beside it, or not at all. */
export const weakenedCheckRule: Rule = {
  title: 'no test is skipped, and no check is silenced without a reason',
  check: (files) =>
    files.flatMap((file) => {
      if (isCode(file.path)) return findingsIn(file, scanOf(file));
      return /\.(?:scss|[cm]?js)$/.test(file.path) ? findingsIn(file, { code: '', comments: file.text }) : [];
    }),
};
