import { expect, test } from 'vitest';
import { createOriginAllowed, isCrossSite } from './request-origin.ts';

const HOST = 'radio.example';
const allowed = createOriginAllowed('https://public.example');
const crossSite = (origin?: string, site?: string, host = HOST): boolean =>
  isCrossSite({ origin, site, host }, allowed);

test('a program that is no browser sends neither header and is let in', () => {
  expect(crossSite()).toBe(false);
});

test.each([
  ['http://radio.example', undefined],
  ['https://radio.example', undefined],
  ['https://public.example', 'same-origin'],
  ['https://public.example', undefined],
  ['https://anything.example', 'same-origin'], // a proxy that rewrites Host; scripts cannot set Sec-Fetch-Site
  [undefined, 'same-origin'],
  [undefined, 'none'],
])('a page of ours is let in (Origin %s, Sec-Fetch-Site %s)', (origin, site) => {
  expect(crossSite(origin, site)).toBe(false);
});

test.each([
  ['https://evil.example', undefined],
  ['https://evil.example', 'cross-site'],
  ['https://sub.radio.example', 'same-site'],
  ['http://radio.example:8080', undefined],
  ['null', undefined],
  ['not an address', undefined],
  ['', undefined],
  [undefined, 'cross-site'],
  [undefined, 'same-site'],
])("another site's page is refused (Origin %s, Sec-Fetch-Site %s)", (origin, site) => {
  expect(crossSite(origin, site)).toBe(true);
});
