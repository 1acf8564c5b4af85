import { isCode, isTestCode, workspaceOf } from '../reading/file-kinds.ts';
import { type ImportStatement, importsOf } from '../reading/import-statements.ts';
import type { Finding, RepositoryFile, Rule } from '../reading/rule-finding.ts';

/** Which packages each workspace may use: `web, source → client → contracts`; framing for those who handle audio bytes, clock for all that wait. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  'packages/contracts': [],
  'packages/clock': [],
  'packages/framing': [],
  'packages/embedded-postgres': [],
  'packages/client': ['clock', 'contracts'],
  'apps/server': ['clock', 'contracts', 'framing', 'embedded-postgres'],
  'apps/web': ['client', 'clock', 'contracts'],
  'apps/source': ['client', 'clock', 'contracts', 'framing'],
  e2e: ['client', 'contracts', 'framing', 'embedded-postgres'],
  bench: ['client', 'contracts', 'framing', 'embedded-postgres'],
  tools: ['client', 'contracts', 'framing', 'embedded-postgres'],
};

/** What tests may use beyond that. */
const TESTS_MAY_USE: Readonly<Record<string, readonly string[]>> = {
  'apps/server': ['client'],
  'apps/source': ['embedded-postgres'],
};

/** Imports across workspaces by path that are meant, each with its reason. */
const CROSSINGS: readonly { readonly from: string; readonly to: string; readonly reason: string }[] = [
  {
    from: 'tools/house-rules/',
    to: 'apps/server/src/config.ts',
    reason: 'the configuration page is made from the table of settings',
  },
  {
    from: 'tools/house-rules/',
    to: 'apps/server/src/commands/settings-table.ts',
    reason: 'the configuration page shows the settings as the command `config docs` does',
  },
  ...['test-services.ts', 'redis-server.ts'].map((file) => ({
    from: 'e2e/',
    to: `tools/test-services/${file}`,
    reason: 'PostgreSQL and Redis for tests are started in one way',
  })),
  {
    from: 'e2e/testing/',
    to: 'apps/server/testing/test-smtp.ts',
    reason: 'one real mail server for all tests that wait for letters',
  },
];

const PACKAGE = /^@livestreamer\/([^/]+)(\/.*)?$/;

const problemOf = (file: RepositoryFile, from: string, { specifier, target }: ImportStatement): string | null => {
  if (target !== null) {
    const to = workspaceOf(target);
    if (to === from || to === null) return null;
    if (CROSSINGS.some((crossing) => file.path.startsWith(crossing.from) && target === crossing.to)) return null;
    const advice = to.startsWith('apps/')
      ? 'nobody imports apps; move what both need into a package'
      : 'import the package by its name';
    return `reaches into ${to} by path: ${advice}`;
  }
  const [, name, inside] = PACKAGE.exec(specifier) ?? [];
  if (name === undefined) return null;
  if (inside !== undefined) return `imports ${specifier} past the face of the package: import @livestreamer/${name}`;
  const allowed = [...(MAY_USE[from] ?? []), ...(isTestCode(file.path) ? (TESTS_MAY_USE[from] ?? []) : [])];
  if (allowed.includes(name)) return null;
  return `${from} may not use @livestreamer/${name} (it may use: ${allowed.join(', ') || 'none of ours'}): see workspace-imports-rule.ts`;
};

const checkFile = (file: RepositoryFile): Finding[] => {
  const from = workspaceOf(file.path);
  if (from === null) return [];
  return importsOf(file).flatMap((statement) => {
    const message = problemOf(file, from, statement);
    return message === null ? [] : [{ path: file.path, line: statement.line, message }];
  });
};

export const workspaceImportsRule: Rule = {
  title: 'workspaces use the packages they may use, by name, and nobody imports apps',
  check: (files) => files.filter(({ path }) => isCode(path)).flatMap(checkFile),
};
