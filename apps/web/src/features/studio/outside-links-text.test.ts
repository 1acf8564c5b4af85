import { expect, it } from 'vitest';
import { formatLinks, parseLinks, parseTags } from './outside-links-text.ts';

it('reads links a line each, and writes them the same way', () => {
  const text = 'Photos of the night https://photos.example/a\nTerminal https://terminal.example';
  const { links, wrong } = parseLinks(`\n${text}\n  `);
  expect(wrong).toBeNull();
  expect(links).toEqual([
    { label: 'Photos of the night', url: 'https://photos.example/a' },
    { label: 'Terminal', url: 'https://terminal.example' },
  ]);
  expect(formatLinks(links)).toBe(text);
});

it('calls an address alone by its host, and tells the line that is no link', () => {
  expect(parseLinks('https://photos.example/a').links).toEqual([
    { label: 'photos.example', url: 'https://photos.example/a' },
  ]);
  expect(parseLinks('Click javascript:alert(1)').wrong).toBe('Click javascript:alert(1)');
  expect(parseLinks('only words').wrong).toBe('only words');
});

it('takes each tag once, in small letters', () => {
  expect(parseTags(' Dub, ambient,,dub ,')).toEqual(['dub', 'ambient']);
});
