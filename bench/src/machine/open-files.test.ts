import { describe, expect, it } from 'vitest';
import { hardOpenFiles } from './open-files.ts';

const limits = (hard: string): string =>
  [
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max processes             95000                95000                processes ',
    `Max open files            1024                 ${hard.padEnd(20)} files     `,
  ].join('\n');

describe('the limit of open files', () => {
  it('is the hard one', () => {
    expect(hardOpenFiles(limits('524288'))).toBe(524_288);
  });

  it('may be none', () => {
    expect(hardOpenFiles(limits('unlimited'))).toBe(Number.POSITIVE_INFINITY);
  });
});
