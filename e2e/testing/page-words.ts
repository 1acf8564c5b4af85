import { readFileSync } from 'node:fs';

const WORDS: unknown = JSON.parse(readFileSync(new URL('../../apps/web/src/locales/en.json', import.meta.url), 'utf8'));

/** What the pages say in English under a key of the locale file: a word that is changed there changes here. */
export const words = (key: string, values: Readonly<Record<string, string>> = {}): string => {
  let found: unknown = WORDS;
  for (const part of key.split('.'))
    found = typeof found === 'object' && found !== null ? Reflect.get(found, part) : null;
  if (typeof found !== 'string') throw new Error(`The pages have no words ${key}.`);
  return found.replace(/\{\{(\w+)(?:, number)?\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The words ${key} need a value for ${name}.`);
    return value;
  });
};
