import { scanOf } from '../reading/code-scanner.ts';
import { isCode, isTestCode } from '../reading/file-kinds.ts';
import { lineAt, type RepositoryFile, type Rule } from '../reading/rule-finding.ts';

const HOMES = /-(?:store|read-model)\.ts$|^apps\/server\/src\/platform\/postgres\//;

/** A template tagged with a connection or transaction (perhaps with a row type between), or SQL handed over as a string. */
const STATEMENT = /\b(?:sql|db|tx|transaction)\s*(?:<[^`;=]*>)?\s*`|\.\s*unsafe\s*\(/g;

const checkFile = (file: RepositoryFile) =>
  [...scanOf(file).code.matchAll(STATEMENT)].map((match) => ({
    path: file.path,
    line: lineAt(file.text, match.index),
    message: 'SQL outside a store: make it a named function in a *-store.ts (or *-read-model.ts, for a screen)',
  }));

/** One statement, one named function, found by the file's name. */
export const sqlPlaceRule: Rule = {
  title: 'SQL stands only in *-store.ts, *-read-model.ts and platform/postgres',
  check: (files) =>
    files.filter(({ path }) => isCode(path) && !isTestCode(path) && !HOMES.test(path)).flatMap(checkFile),
};
