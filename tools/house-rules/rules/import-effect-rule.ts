import { posix } from 'node:path';
import { scanOf } from '../reading/code-scanner.ts';
import { baseName, isCode, isTestCode } from '../reading/file-kinds.ts';
import { type Finding, lineAt, type RepositoryFile, type Rule } from '../reading/rule-finding.ts';
import { eagerPart, topLevelStatements } from '../reading/top-level.ts';

/** Files that are run, not imported. */
const RUN = /^(?:main|.+-main|.+-worker)\.tsx?$|\.config\.ts$/;

const DECLARES = /^(?:import|export|const|let|type|interface|declare|abstract|class|function|async\s+function)\b/;

/** Imports, re-exports and types. */
const NEVER_RUNS = /^(?:import|export\s*(?:type\s*)?[{*]|(?:export\s+)?(?:declare|interface|type)\b)/;

/** In the part of a declaration that runs at import: calls that open, start, read or ask something, and the page around us. */
const EFFECTS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bawait\b/, what: 'waits' },
  {
    pattern: /(?<![.\w])(?:fetch|spawn|exec|execFile|fork|connect|listen|setTimeout|setInterval|setImmediate)\s*\(/,
    what: 'starts something',
  },
  { pattern: /\b(?:start|open|connect|listen|subscribe|register|addEventListener)\w*\s*\(/, what: 'starts something' },
  { pattern: /(?<![.\w])create(?!Context\b)\w*\s*(?:<[^()]*>)?\s*\(/, what: 'makes a thing with a life' },
  { pattern: /\bnew\s+(?:WebSocket|Worker|EventSource|AudioContext|Server|Socket)\b/, what: 'opens something' },
  { pattern: /\b\w+Sync\s*\(/, what: 'reads or writes files' },
  { pattern: /\b(?:randomBytes|randomUUID|randomInt|getRandomValues)\s*\(/, what: 'throws dice' },
  { pattern: /\bprocess\s*\.\s*(?:on|once|argv|cwd|stdin)\b/, what: 'asks the process' },
  { pattern: /(?<![.\w])(?:document|window|navigator|localStorage|sessionStorage)\s*\./, what: 'asks the page' },
];

const ADVICE = 'put it into a function that the one who needs it calls';

const checkFile = (file: RepositoryFile): Finding[] =>
  topLevelStatements(scanOf(file).code).flatMap(({ text, offset }) => {
    const line = lineAt(file.text, offset);
    if (!DECLARES.test(text)) return [{ path: file.path, line, message: `this statement runs at import: ${ADVICE}` }];
    if (NEVER_RUNS.test(text)) return [];
    const eager = eagerPart(text);
    const effect = EFFECTS.find(({ pattern }) => pattern.test(eager));
    return effect ? [{ path: file.path, line, message: `this declaration ${effect.what} at import: ${ADVICE}` }] : [];
  });

/** What the scripts of a package.json run: `node --import tsx tools/demo/demo.ts`. */
const scriptsOf = ({ path, text }: RepositoryFile): string[] => {
  const { scripts = {} }: { scripts?: Record<string, string> } = JSON.parse(text);
  const named = Object.values(scripts).flatMap((script) => [...script.matchAll(/[\w./-]+\.tsx?\b/g)]);
  return named.map(([name]) => posix.join(posix.dirname(path), name));
};

/** Tells the programs among the files: run by somebody, so they may act when loaded. Main files, workers, what begins with `#!`, and what a script of a package.json runs. */
export const programsIn = (files: readonly RepositoryFile[]): ((path: string) => boolean) => {
  const programs = new Set([
    ...files.filter(({ path }) => baseName(path) === 'package.json').flatMap(scriptsOf),
    ...files.filter(({ text }) => text.startsWith('#!')).map(({ path }) => path),
  ]);
  return (path) => RUN.test(baseName(path)) || programs.has(path);
};

/** `server.ts` builds, `start()` starts: importing a file to test one function of it must open, start and ask nothing. */
export const importEffectRule: Rule = {
  title: 'nothing happens at import',
  check: (files) => {
    const isProgram = programsIn(files);
    return files.filter(({ path }) => isCode(path) && !isTestCode(path) && !isProgram(path)).flatMap(checkFile);
  },
};
