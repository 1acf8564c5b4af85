import { scanOf } from '../reading/code-scanner.ts';
import type { Finding, RepositoryFile, Rule } from '../reading/rule-finding.ts';

const MOST_LINES = 40;

const FACE = /^(?:apps\/[^/]+\/src|packages\/[^/]+\/src)\/(?:.*\/)?index\.ts$/;

/** Statements that a face is made of. `export const x = …` and everything else is logic. */
const PASSES_ON = /^(?:export\s+(?:type\s+)?(?:\*|\{)|import\s|export\s+(?:interface|type)\s)/;

/** Beginnings of statements: words at the margin of the scanned code. */
const STATEMENT = /^[A-Za-z].*$/gm;

const checkFace = (file: RepositoryFile): Finding[] => {
  const { code, comments } = scanOf(file);
  const findings: Finding[] = [];
  const lines = file.text.trimEnd().split('\n').length;
  if (lines >= MOST_LINES)
    findings.push({
      path: file.path,
      line: MOST_LINES,
      message: `this face has ${lines} lines: keep it under ${MOST_LINES}`,
    });
  for (const match of code.matchAll(STATEMENT)) {
    if (PASSES_ON.test(match[0])) continue;
    const line = code.slice(0, match.index).split('\n').length;
    findings.push({
      path: file.path,
      line,
      message: 'this face holds logic: move it into a file with a name, and pass it on from here',
    });
  }
  if (!comments.includes('/**'))
    findings.push({
      path: file.path,
      line: 1,
      message: 'this face does not say what the module is: begin it with a /** sentence */',
    });
  return findings;
};

/** A module's `index.ts` shows what it offers, and does nothing. */
export const faceRule: Rule = {
  title: `faces (index.ts) are under ${MOST_LINES} lines, without logic, and say what the module is`,
  check: (files) => files.filter(({ path }) => FACE.test(path)).flatMap(checkFace),
};
