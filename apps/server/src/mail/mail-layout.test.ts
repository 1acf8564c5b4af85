import { expect, test } from 'vitest';
import type { LetterText } from './letter.ts';
import { renderLetter } from './mail-layout.ts';

const LETTER: LetterText = {
  language: 'en',
  subject: 'A subject',
  paragraphs: ['First.', 'Second,\nin two lines.'],
  action: { label: 'Confirm', url: 'https://radio.example/confirm-account?token=a&b' },
};

test('the text has all paragraphs, the bare address on a line of its own, and the frame', () => {
  expect(renderLetter(LETTER, 'radio.example').text).toBe(
    [
      'First.',
      'Second,\nin two lines.',
      'Confirm:\nhttps://radio.example/confirm-account?token=a&b',
      '-- \nradio.example wrote this letter by itself. Nobody reads answers to it.',
    ].join('\n\n'),
  );
});

test('the HTML has a button and the bare address, which are the same link', () => {
  const { html } = renderLetter(LETTER, 'radio.example');
  const links = [...html.matchAll(/<a href="([^"]+)"[^>]*>([^<]+)<\/a>/g)].map(([, href, words]) => [href, words]);
  const url = 'https://radio.example/confirm-account?token=a&amp;b';
  expect(links).toEqual([
    [url, 'Confirm'],
    [url, url],
  ]);
});

test('a letter without an action has no link', () => {
  const { text, html } = renderLetter({ ...LETTER, action: null }, 'radio.example');
  expect(text).not.toContain('http');
  expect(html).not.toContain('<a ');
});

test('nothing that a letter says can become HTML', () => {
  const hostile = `<img src=x onerror="alert('1')">&`;
  const action = { label: hostile, url: `https://radio.example/"onclick='${hostile}` };
  const { html } = renderLetter({ language: 'en', subject: hostile, paragraphs: [hostile], action }, hostile);
  expect(html).not.toContain('<img');
  expect(html).not.toMatch(/href="[^"]*"o/);
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;');
});

test('the HTML loads nothing and needs no style sheet', () => {
  const { html } = renderLetter(LETTER, 'radio.example');
  expect(html).not.toMatch(/<style|<link|<img|<script|url\(/);
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
});

test('a Russian letter has a Russian frame and says so to screen readers', () => {
  const { text, html } = renderLetter({ ...LETTER, language: 'ru' }, 'radio.example');
  expect(text).toContain('Это автоматическое письмо от radio.example.');
  expect(html).toContain('Если кнопка не работает, откройте этот адрес:');
  expect(html).toContain('<html lang="ru">');
});
