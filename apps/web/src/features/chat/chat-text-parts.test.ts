import { expect, it } from 'vitest';
import { chatTextParts } from './chat-text-parts.ts';

const said = (text: string, ...mentions: string[]): string[] =>
  chatTextParts(text, mentions).map((part) =>
    part.kind === 'link' ? `link ${part.href}` : `${part.kind} ${part.text}`,
  );

it.each([
  ['see https://example.org/a?b=1.', ['text see ', 'link https://example.org/a?b=1', 'text .']],
  ['(www.example.org)', ['text (', 'link https://www.example.org/', 'text )']],
  ['https://en.wikipedia.org/wiki/Dub_(music)!', ['link https://en.wikipedia.org/wiki/Dub_(music)', 'text !']],
  ['javascript:alert(1) ftp://x.org http://', ['text javascript:alert(1) ftp://x.org http://']],
  ['https://localhost', ['text https://localhost']],
  ['', []],
])('%s', (text, parts) => {
  expect(said(text)).toEqual(parts);
});

it('marks the names of accounts that exist, whatever ends the sentence, and no part of a word', () => {
  expect(said('Hi @Zoe. and @nobody', 'zoe')).toEqual(['text Hi ', 'mention @Zoe', 'text . and @nobody']);
  expect(said('mail@zoe.org', 'zoe')).toEqual(['text mail@zoe.org']);
  expect(said('@ёлка!', 'ёлка')).toEqual(['mention @ёлка', 'text !']);
});
