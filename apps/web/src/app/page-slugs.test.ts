import { RESERVED_SLUGS } from '@livestreamer/contracts';
import type { RouteObject } from 'react-router';
import { expect, test } from 'vitest';
import { webRoutes } from './web-router.tsx';

/** The first word of every path that is no parameter. */
const firstWords = (routes: readonly RouteObject[]): string[] =>
  routes.flatMap(({ path, children = [] }) => {
    const [first = ''] = (path ?? '').replace(/^\//, '').split('/');
    return first === '' ? firstWords(children) : [first];
  });

test('no station can have the address of a page', () => {
  const words = firstWords(webRoutes).filter((word) => word !== '*' && !word.startsWith(':'));
  expect(words).toContain('settings');
  expect(words.filter((word) => !RESERVED_SLUGS.has(word))).toEqual([]);
});
