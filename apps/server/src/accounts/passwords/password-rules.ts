import { readFileSync } from 'node:fs';
import { AppError } from '../../platform/index.ts';

const LIST = new URL('../../../word-lists/common-passwords.txt', import.meta.url);

/** What people who attack this very server would try first. */
const OUR_NAME = 'livestreamer';

/**
 * Throws `password_too_common` for one of the 10,000 commonest passwords, and for the account's own name or address with
 * nothing but digits and signs behind it. Case does not count. Length is the business of the contracts.
 */
export const assertGoodPassword = (password: string, own: readonly string[] = []): void => {
  const folded = fold(password);
  const obvious = [OUR_NAME, ...own.flatMap((text) => [text, text.split('@', 1)[0] ?? text])].map(fold);
  if (commonest().has(folded) || obvious.some((text) => [folded, wordOf(folded)].includes(text)))
    throw new AppError('password_too_common');
};

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const wordOf = (text: string): string => text.replace(/[^\p{L}]+$/u, '');

let list: ReadonlySet<string> | undefined;

/** Read once, at the first password. */
const commonest = (): ReadonlySet<string> => {
  list ??= new Set(readFileSync(LIST, 'utf8').split('\n'));
  return list;
};
