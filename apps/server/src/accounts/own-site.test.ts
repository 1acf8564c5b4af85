import { expect, test } from 'vitest';
import { createOwnSiteOf } from './own-site.ts';

test('PUBLIC_URL says what the site is, whatever host is asked', () => {
  const siteOf = createOwnSiteOf('https://radio.example:8443');
  expect(siteOf('evil.example')).toEqual({ name: 'radio.example', origins: ['https://radio.example:8443'] });
});

test.each([
  ['localhost:8000', 'localhost'],
  ['radio.example', 'radio.example'],
  ['[::1]:8000', '[::1]'],
  ['a b', 'a b'],
])('without it %s is the site %s', (host, name) => {
  expect(createOwnSiteOf(null)(host)).toEqual({ name, origins: [`http://${host}`, `https://${host}`] });
});
