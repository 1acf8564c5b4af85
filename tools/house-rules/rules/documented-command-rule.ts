import { type Finding, lineAt, type RepositoryFile, type Rule } from '../reading/rule-finding.ts';

/** `npm run dev`, `npm start`, `npm test`. */
const NPM = /\bnpm (?:run ([\w-]+)|(start|test)\b)/g;

/** `npx tsx --conditions=… tools/house-rules/land-migrations.ts`. */
const TSX = /\btsx (?:--\S+ )*([\w./-]+\.ts)\b/g;

const scriptsOf = (files: readonly RepositoryFile[]): ReadonlySet<string> => {
  const root = files.find(({ path }) => path === 'package.json');
  const { scripts = {} }: { scripts?: Record<string, string> } = JSON.parse(root?.text ?? '{}');
  return new Set(Object.keys(scripts));
};

/** Whoever copies a command from a document finds that it works. */
export const documentedCommandRule: Rule = {
  title: 'commands in documents exist',
  check: (files) => {
    const scripts = scriptsOf(files);
    const paths = new Set(files.map(({ path }) => path));
    const documents = files.filter(({ path }) => path.endsWith('.md'));
    return documents.flatMap(({ path, text }): Finding[] => [
      ...[...text.matchAll(NPM)]
        .map((match) => ({ match, name: match[1] ?? match[2] ?? '' }))
        .filter(({ name }) => !scripts.has(name))
        .map(({ match, name }) => ({
          path,
          line: lineAt(text, match.index),
          message: `tells the reader to run the script ${name}, which package.json does not have: mend the command`,
        })),
      ...[...text.matchAll(TSX)]
        .filter(([, program = '']) => !paths.has(program))
        .map((match) => ({
          path,
          line: lineAt(text, match.index),
          message: `tells the reader to run ${match[1]}, which is not there: mend the command`,
        })),
    ]);
  },
};
