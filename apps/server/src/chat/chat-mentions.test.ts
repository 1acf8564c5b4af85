import { expect, test } from 'vitest';
import { mentionedKeys } from './chat-mentions.ts';

test.each([
  ['@Zoë hello', ['zoë']],
  ['hello @zoe, @Max! (@Anna)', ['zoe', 'max', 'anna']],
  ['@ZOE and @zoe are one', ['zoe']],
  ['@DJ_Straße-9', ['dj_strasse-9']],
  ['ends with @zoe.', ['zoe.', 'zoe']],
  ['zoe@radio.example', []],
  ['@zo', []],
  [`@${'a'.repeat(33)}`, []],
  ['@@zoe', []],
  ['no name', []],
])('%s', (text, keys) => {
  expect(mentionedKeys(text)).toEqual(keys);
});

test('who shouts at everybody is not heard by all', () => {
  const text = Array.from({ length: 80 }, (_, n) => `@name${n}`).join(' ');
  expect(mentionedKeys(text)).toHaveLength(20);
});
