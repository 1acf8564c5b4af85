import { scanOf } from '../reading/code-scanner.ts';
import { isCode, isTestCode, workspaceOf } from '../reading/file-kinds.ts';
import { importsOf } from '../reading/import-statements.ts';
import { type Finding, lineAt, type RepositoryFile, type Rule } from '../reading/rule-finding.ts';

/** Something that every line of code could reach for, and the one file of each workspace that may. */
interface Ambient {
  readonly name: string;
  /** Looked for in scanned code. */
  readonly pattern: RegExp;
  /** Packages that are another way to the same. */
  readonly specifiers?: readonly string[];
  readonly homes: Readonly<Record<string, string>>;
  readonly advice: string;
}

const CLOCKS = {
  'packages/clock': 'src/clock.ts',
  'packages/embedded-postgres': 'src/wait-until.ts',
};

const MAINS = { 'apps/server': 'src/main.ts', 'apps/source': 'src/main.ts' };

const AMBIENTS: readonly Ambient[] = [
  { name: 'process.env', pattern: /\bprocess\s*\.\s*env\b/g, homes: MAINS, advice: 'take the setting in as an option' },
  {
    name: 'console',
    pattern: /(?<![.\w])console\s*\.\s*\w+/g,
    homes: {},
    advice: 'take a Logger in, or let the caller say it',
  },
  {
    name: 'the current time',
    pattern: /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?=[;,)\]]))|\bperformance\s*\.\s*now\b/g,
    homes: CLOCKS,
    advice: 'take a Clock in',
  },
  {
    name: 'a raw timer',
    pattern: /(?:(?<![.\w])|\b(?:window|globalThis|self)\s*\.\s*)(?:setTimeout|setInterval|setImmediate)\b/g,
    specifiers: ['node:timers', 'node:timers/promises'],
    homes: CLOCKS,
    advice: 'take a Clock in and use clock.after or clock.every',
  },
  {
    name: 'Math.random',
    pattern: /\bMath\s*\.\s*random\b/g,
    homes: {
      'apps/source': 'src/source-chance.ts',
      'apps/web': 'src/lib/browser-chance.ts',
      'packages/client': 'src/client-chance.ts',
    },
    advice: 'take chance in as a function',
  },
  {
    name: 'process.exit',
    pattern: /\bprocess\s*\.\s*exit(?:Code)?\b/g,
    homes: MAINS,
    advice: 'throw, or return; main.ts sets process.exitCode',
  },
];

const checkFile = (file: RepositoryFile, workspace: string): Finding[] => {
  const inside = file.path.slice(workspace.length + 1);
  return AMBIENTS.filter(({ homes }) => homes[workspace] !== inside).flatMap(
    ({ name, pattern, specifiers, homes, advice }) => {
      const home = homes[workspace];
      const message = `uses ${name}, ${home === undefined ? `which nothing in ${workspace} does` : `which only ${home} does`}: ${advice}`;
      const inCode = [...scanOf(file).code.matchAll(pattern)].map((match) => lineAt(file.text, match.index));
      const imported = importsOf(file)
        .filter(({ specifier }) => specifiers?.includes(specifier))
        .map(({ line }) => line);
      return [...new Set([...inCode, ...imported])].map((line) => ({ path: file.path, line, message }));
    },
  );
};

const SCOPE = /^(?:apps|packages)\/[^/]+\/src\//;

/** What comes from outside comes in as an argument, so that a test can hand in another. Tests, tools and bench are free. */
export const ambientAccessRule: Rule = {
  title: 'environment, console, time, timers, chance and exit are touched in one file each',
  check: (files) =>
    files
      .filter(({ path }) => SCOPE.test(path) && isCode(path) && !isTestCode(path))
      .flatMap((file) => checkFile(file, workspaceOf(file.path) ?? '')),
};
