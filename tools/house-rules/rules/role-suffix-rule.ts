import { scanOf } from '../reading/code-scanner.ts';
import { isCode, isTestCode } from '../reading/file-kinds.ts';
import { importsOf } from '../reading/import-statements.ts';
import { type Finding, lineAt, type RepositoryFile, type Rule } from '../reading/rule-finding.ts';

const SERVER = 'apps/server/src/';

/** What a file does shows in its name: whoever does this, is called that. SQL has a rule of its own. */
const ROLES: readonly {
  readonly does: RegExp;
  readonly what: string;
  readonly named: RegExp;
  readonly suffix: string;
}[] = [
  {
    does: /\b(?:routes|registrar)\s*\.\s*add\s*\(/g,
    what: 'registers routes',
    named: /-routes\.ts$|\/platform\/http\//,
    suffix: '-routes.ts',
  },
];

/** A policy decides from what it is told: it may know contracts, its own folder's types, and nothing that lives. */
const POLICY_MAY_IMPORT = /^@livestreamer\/contracts$|^\.\//;

const roleFindings = (file: RepositoryFile): Finding[] =>
  ROLES.filter(({ named }) => !named.test(file.path)).flatMap(({ does, what, suffix }) =>
    [...scanOf(file).code.matchAll(does)].map((match) => ({
      path: file.path,
      line: lineAt(file.text, match.index),
      message: `${what}: move that into a file that ends in ${suffix}`,
    })),
  );

const policyFindings = (file: RepositoryFile): Finding[] =>
  file.path.endsWith('-policy.ts')
    ? importsOf(file)
        .filter(({ specifier }) => !POLICY_MAY_IMPORT.test(specifier))
        .map(({ specifier, line }) => ({
          path: file.path,
          line,
          message: `a policy is a pure decision and imports ${specifier}: hand in what it must know`,
        }))
    : [];

/** Role suffixes (CONTRIBUTING.md): -routes registers, -store and -read-model hold SQL, -policy decides purely, .redis is the Redis variant. */
export const roleSuffixRule: Rule = {
  title: 'files of the server are named for what they do',
  check: (files) =>
    files
      .filter(({ path }) => path.startsWith(SERVER) && isCode(path) && !isTestCode(path))
      .flatMap((file) => [...roleFindings(file), ...policyFindings(file)]),
};
