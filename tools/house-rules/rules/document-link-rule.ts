import { posix } from 'node:path';
import { scanOf } from '../reading/code-scanner.ts';
import { isCode } from '../reading/file-kinds.ts';
import { anchorsOf, codeWordsIn, linksIn } from '../reading/markdown.ts';
import { type Finding, lineAt, type RepositoryFile, type Rule } from '../reading/rule-finding.ts';

/** Kept results speak of the tree as it was. */
const isDocument = (path: string): boolean => path.endsWith('.md') && !path.startsWith('bench/results/');

const OUTSIDE = /^(?:[a-z][a-z+.-]*:|\/\/)/;

/** `mount.ts`, `audio/mount.ts`, `docs/guide/going-live.md`; not `*-store.ts`, `<date>.md` or `.test.ts`. */
const FILE_NAME = /^(?:[\w@][\w@.-]*\/)*[\w@][\w@.-]*\.(?:[cm]?tsx?|mjs|md|sql|scss|svg|sh)$/;

/** `apps/server/src/audio/`, `tools/house-rules`. */
const FOLDER_NAME = /^(?:apps|packages|docs|tools|e2e|bench|deploy)\/[\w./-]*$/;

/** Made by a build or at run time; or no name but the shape of one, `NNNN-name.sql`. */
const NOT_OURS = /(?:^|\/)(?:dist|node_modules|data|artifacts)(?:\/|$)|NNNN/;

interface Tree {
  readonly files: readonly RepositoryFile[];
  readonly byPath: ReadonlyMap<string, RepositoryFile>;
}

const isFolder = (tree: Tree, path: string): boolean => {
  const prefix = `${path.replace(/\/$/, '')}/`;
  return tree.files.some((file) => file.path.startsWith(prefix));
};

const endsWithPath = (tree: Tree, name: string): boolean =>
  tree.files.some(({ path }) => path === name || path.endsWith(`/${name}`));

const linkProblem = (tree: Tree, from: RepositoryFile, link: string): string | null => {
  if (OUTSIDE.test(link)) return null;
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? from.path : posix.join(posix.dirname(from.path), path);
  const file = tree.byPath.get(target);
  if (!file)
    return isFolder(tree, target) || NOT_OURS.test(target)
      ? null
      : `links to ${link}, which is not there: mend the link`;
  if (anchor === undefined || !file.path.endsWith('.md') || anchorsOf(file.text).has(anchor)) return null;
  return `links to ${link}, but ${target} has no such heading: mend the link`;
};

const nameProblem = (tree: Tree, name: string): string | null => {
  if (NOT_OURS.test(name)) return null;
  const exists = FILE_NAME.test(name)
    ? endsWithPath(tree, name)
    : !FOLDER_NAME.test(name) || isFolder(tree, name) || tree.byPath.has(name);
  return exists ? null : `names ${name}, which is not in the repository: mend the name`;
};

const documentFindings = (tree: Tree, file: RepositoryFile): Finding[] => [
  ...linksIn(file.text).flatMap(({ name, line }) => {
    const message = linkProblem(tree, file, name);
    return message === null ? [] : [{ path: file.path, line, message }];
  }),
  ...codeWordsIn(file.text).flatMap(({ name, line }) => {
    const message = nameProblem(tree, name);
    return message === null ? [] : [{ path: file.path, line, message }];
  }),
];

/** Comments send readers to documents: `docs/decisions/0003-…md`, `ARCHITECTURE.md`. */
const commentFindings = (tree: Tree, file: RepositoryFile): Finding[] =>
  [...scanOf(file).comments.matchAll(/(?<![\w/.@-])(?:[\w-]+\/)*[\w-]+\.md\b/g)]
    .filter(([name]) => !endsWithPath(tree, name))
    .map((match) => ({
      path: file.path,
      line: lineAt(file.text, match.index),
      message: `sends the reader to ${match[0]}, which is not in the repository: say it here, or name a document in docs/`,
    }));

/** A document that points at nothing is worse than none. */
export const documentLinkRule: Rule = {
  title: 'links and file names in documents exist, and comments name documents that exist',
  check: (files) => {
    const tree: Tree = { files, byPath: new Map(files.map((file) => [file.path, file])) };
    return files.flatMap((file) => {
      if (isDocument(file.path)) return documentFindings(tree, file);
      return isCode(file.path) ? commentFindings(tree, file) : [];
    });
  },
};
