import { newStationSlugSchema, RESERVED_SLUGS } from '@livestreamer/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slugOf } from './station-slug.ts';

test.each([
  ['Night Owl FM', 'night-owl-fm'],
  ['  Café   del Mar!', 'cafe-del-mar'],
  ['Радио Ночь', 'radio-noch'],
  ['Щука & Ёж', 'shchuka-yozh'],
  ['Київ', 'kiyiv'],
  ['Straße 7', 'strasse-7'],
  ['東京', 'radio'],
  ['!', 'radio'],
  ['x', 'radio'],
])('the address of %s is %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('the address of a page of the server is never taken', () => {
  expect(slugOf('Admin')).toBe('admin-radio');
  expect(slugOf('Setup')).toBe('setup-radio');
  for (const slug of RESERVED_SLUGS) expect(newStationSlugSchema.safeParse(slugOf(slug)).success, slug).toBe(true);
});

test('whatever the name, the address is one that stations may have', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      (name) => newStationSlugSchema.safeParse(slugOf(name)).success,
    ),
  );
});
