import { baseName, folderOf, isCode } from '../reading/file-kinds.ts';
import type { Finding, Rule } from '../reading/rule-finding.ts';

/** Names that programs prescribe, so they are neither ours to choose nor unique. */
const PRESCRIBED =
  /^(?:index\.tsx?|main\.tsx?|index\.html|package\.json|README\.md|tsconfig(?:\.[a-z]+)?\.json|LICENSE|Dockerfile(?:\.[a-z-]+)?|Caddyfile|\..+)$/;

/** Documents at the root that people look for under these names. */
const ROOT_DOCUMENT = /^[A-Z]+\.md$/;

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;

/** GLOSSARY.md, "Words we do not use". */
const EMPTY_WORDS = new Set('helper helpers util utils common misc manager info data channel controller'.split(' '));

const shapeFindings = (path: string): Finding[] => {
  const findings: Finding[] = [];
  const name = baseName(path);
  const isDocument = folderOf(path) === '' && ROOT_DOCUMENT.test(name);
  const badFolder = folderOf(path)
    .split('/')
    .find((folder) => folder !== '' && !folder.startsWith('.') && !KEBAB.test(folder));
  if (badFolder !== undefined)
    findings.push({ path, line: 1, message: `the folder ${badFolder} is not kebab-case: rename it` });
  if (PRESCRIBED.test(name) || isDocument) return findings;
  if (!KEBAB.test(name))
    findings.push({ path, line: 1, message: 'the name is not kebab-case: rename it, like frame-ring.test.ts' });
  const empty = isCode(path) ? name.split(/[.-]/).find((word) => EMPTY_WORDS.has(word)) : undefined;
  if (empty !== undefined)
    findings.push({
      path,
      line: 1,
      message: `"${empty}" says nothing in a file name: name what the file does (GLOSSARY.md)`,
    });
  return findings;
};

const twinFindings = (paths: readonly string[]): Finding[] => {
  const first = new Map<string, string>();
  return paths.flatMap((path) => {
    const name = baseName(path);
    if (PRESCRIBED.test(name)) return [];
    const twin = first.get(name);
    if (twin === undefined) {
      first.set(name, path);
      return [];
    }
    return [
      {
        path,
        line: 1,
        message: `has the name of ${twin}: give it the name of its own module or part, so that one name is one file`,
      },
    ];
  });
};

/** One name, one file: whoever reads a name in a log, a stack or a review finds the file at once. */
export const fileNameRule: Rule = {
  title: 'file names are kebab-case, unique in the repository, and say something',
  check: (files) => {
    const paths = files.map(({ path }) => path);
    return [...paths.flatMap(shapeFindings), ...twinFindings(paths)];
  },
};
