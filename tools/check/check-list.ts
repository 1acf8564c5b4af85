/** Something about the sources that can be checked by a program. */
export interface Check {
  readonly name: string;
  /** A file in node_modules that Node runs, and its arguments. */
  readonly program: readonly [file: string, ...args: readonly string[]];
}

const TSC = 'typescript/bin/tsc';

/** Long ones first, so that none is left alone at the end. */
export const CHECKS: readonly Check[] = [
  { name: 'house rules', program: ['vitest/vitest.mjs', 'run', '--project', 'unit', 'tools/house-rules'] },
  { name: 'dead code', program: ['knip/bin/knip.js'] },
  { name: 'types of the projects', program: [TSC, '-b'] },
  { name: 'types of the tests', program: [TSC, '-p', 'tsconfig.tests.json'] },
  { name: 'types of the web client', program: [TSC, '-p', 'apps/web'] },
  { name: 'lint and format', program: ['@biomejs/biome/bin/biome', 'check', '.'] },
  { name: 'styles', program: ['stylelint/bin/stylelint.mjs', 'apps/web/src/**/*.scss'] },
];
