import { posix } from 'node:path';
import { scanOf } from './code-scanner.ts';
import { isCode } from './file-kinds.ts';
import { lineAt, type RepositoryFile } from './rule-finding.ts';

/** One `import`, `export … from` or `import()` with a fixed name; types count too, because readers follow them as well. */
export interface ImportStatement {
  /** As written: `./mount.ts`, `node:net`, `@livestreamer/contracts`. */
  readonly specifier: string;
  /** For relative ones: the path in the repository. Null: a package. */
  readonly target: string | null;
  readonly line: number;
}

/** `from '…'`, `import '…'`, `import('…')`, in scanned code, where the name itself is blank. */
const SPECIFIER = /\b(?:from\s*|import\s*\(?\s*)(['"])( *)\1/g;

const read = (file: RepositoryFile): ImportStatement[] =>
  [...scanOf(file).code.matchAll(SPECIFIER)].map((match) => {
    const end = match.index + match[0].length - 1;
    const specifier = file.text.slice(end - (match[2]?.length ?? 0), end);
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null;
    return { specifier, target, line: lineAt(file.text, match.index) };
  });

const known = new WeakMap<RepositoryFile, readonly ImportStatement[]>();

/** What a TypeScript file imports, in order; nothing for other files. */
export const importsOf = (file: RepositoryFile): readonly ImportStatement[] => {
  const found = known.get(file) ?? (isCode(file.path) ? read(file) : []);
  known.set(file, found);
  return found;
};
