import {
  LINK_PAGES,
  REALTIME_PATH,
  RESERVED_SLUGS,
  ROUTES,
  type Route,
  stationSlugSchema,
} from '@livestreamer/contracts';
import { expect, test } from 'vitest';

/** What the server answers itself, beside REST and the pages. */
const FIXED = [
  '/stream',
  '/health',
  '/ready',
  '/metrics',
  '/pictures',
  '/recordings',
  '/admin',
  '/assets',
  '/emoji',
  '/status-json.xsl',
];

const firstWord = (path: string): string => path.split('/')[1]?.split('.')[0] ?? '';

test('no station can have the address of something on the server', () => {
  const paths = [...Object.values<Route>(ROUTES).map(({ path }) => path), ...Object.values(LINK_PAGES), REALTIME_PATH];
  const words = new Set([...paths, ...FIXED].map(firstWord));
  expect([...words].filter((word) => !RESERVED_SLUGS.has(word))).toEqual([]);
});

test('what is kept free could be the address of a station, or nothing would have to be kept', () => {
  const shapeless = [...RESERVED_SLUGS].filter((slug) => !stationSlugSchema.safeParse(slug).success);
  expect(shapeless).toEqual([]);
});
