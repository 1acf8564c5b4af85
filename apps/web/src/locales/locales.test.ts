import { describe, expect, it } from 'vitest';
import { createTexts, preferredLanguage } from '../lib/language.ts';
import en from './en.json';
import ru from './ru.json';

/** Plural forms differ between languages; what they belong to must not. */
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

const keysOf = (texts: object, path = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value, `${path}${key}.`)
      : [`${path}${key}`.replace(PLURAL, '')],
  );
const namesIn = (texts: object): string[] =>
  [...JSON.stringify(texts).matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '');

describe('the texts', () => {
  it('say the same things in every language', () => {
    expect([...new Set(keysOf(ru))].sort()).toEqual([...new Set(keysOf(en))].sort());
    expect([...new Set(namesIn(ru))].sort()).toEqual([...new Set(namesIn(en))].sort());
  });

  it('are nowhere empty', () => {
    expect(JSON.stringify({ en, ru })).not.toContain('":""');
  });

  it('count listeners by the rules of the language', () => {
    const russian = createTexts('ru');
    expect([1, 3, 5, 21].map((count) => russian.t('live.listeners', { count }))).toEqual([
      '1 слушатель',
      '3 слушателя',
      '5 слушателей',
      '21 слушатель',
    ]);
    expect(createTexts('en').t('live.listeners', { count: 12_345 })).toBe('12,345 listening');
  });

  it('come in the language that was chosen, else in the first that the browser offers, else in English', () => {
    expect(preferredLanguage('ru', ['en-GB'])).toBe('ru');
    expect(preferredLanguage(null, ['de-DE', 'ru-RU', 'en'])).toBe('ru');
    expect(preferredLanguage('xx', ['de'])).toBe('en');
  });
});
