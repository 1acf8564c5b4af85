import { isCode, isTestCode } from '../reading/file-kinds.ts';
import { importsOf } from '../reading/import-statements.ts';
import type { Rule } from '../reading/rule-finding.ts';

/** Fakes and rigs are for tests: what people run must not come to lean on them. */
export const testCodeRule: Rule = {
  title: 'only tests import test code',
  check: (files) =>
    files
      .filter(({ path }) => isCode(path) && !isTestCode(path))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ target, specifier }) => isTestCode(target ?? '') || specifier === 'vitest')
          .map(({ specifier, line }) => ({
            path: file.path,
            line,
            message: `imports ${specifier}, which is for tests: hand in the real thing, or move this file to a testing/ folder`,
          })),
      ),
};
