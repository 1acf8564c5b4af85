import { isCode } from '../reading/file-kinds.ts';
import { importsOf } from '../reading/import-statements.ts';
import type { Finding, RepositoryFile, Rule } from '../reading/rule-finding.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

const graphOf = (files: readonly RepositoryFile[]): Graph => {
  const code = files.filter(({ path }) => isCode(path));
  const paths = new Set(code.map(({ path }) => path));
  return new Map(
    code.map((file) => [
      file.path,
      importsOf(file).flatMap(({ target }) => (target !== null && paths.has(target) ? [target] : [])),
    ]),
  );
};

/** Every way back onto the path that leads to a file, found depth first; each file is visited once. */
const cyclesOf = (graph: Graph): string[][] => {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file]);
      return;
    }
    if (done.has(file)) return;
    done.add(file);
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
};

const finding = (cycle: readonly string[], files: readonly RepositoryFile[]): Finding => {
  const [first = '', second = ''] = cycle;
  const file = files.find(({ path }) => path === first);
  const line = file ? importsOf(file).find(({ target }) => target === second)?.line : undefined;
  const message = `imports in a circle, ${cycle.join(' → ')}: move what both need into a file of its own`;
  return { path: first, line: line ?? 1, message };
};

/** Types count too: a reader goes round in circles by them just the same. */
export const importCycleRule: Rule = {
  title: 'no files import each other in a circle',
  check: (files) => cyclesOf(graphOf(files)).map((cycle) => finding(cycle, files)),
};
