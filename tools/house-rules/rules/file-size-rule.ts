import { isCode } from '../reading/file-kinds.ts';
import type { Rule } from '../reading/rule-finding.ts';

const MOST_LINES = 300;

const COUNTED = /\.(?:mjs|scss|css|sql|sh|c)$/;

const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** One file, one thing: nobody reads 300 lines at a glance. Tests too. */
export const fileSizeRule: Rule = {
  title: `no source file is longer than ${MOST_LINES} lines`,
  check: (files) =>
    files
      .filter(({ path, text }) => (isCode(path) || COUNTED.test(path)) && linesOf(text) > MOST_LINES)
      .map(({ path, text }) => ({
        path,
        line: MOST_LINES + 1,
        message: `has ${linesOf(text)} lines, more than ${MOST_LINES}: split it by meaning`,
      })),
};
