import type { ChatRule } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { compileRulebook } from './chat-rulebook.ts';

type Line = readonly [kind: ChatRule['kind'], pattern: string, act?: ChatRule['act']];

const judge = (lines: readonly Line[], text: string) =>
  compileRulebook(lines.map(([kind, pattern, act = 'refuse'], index) => ({ id: `${index}`, kind, pattern, act })))(
    text,
  );
const actOf = (lines: readonly Line[], text: string) => judge(lines, text).act;

test.each([
  ['spam', 'No spam here'],
  ['spam', 'SPAM!'],
  ['spam', 'ｓｐａｍ'],
  ['spam', 's\u200Bp\u200Da\u00ADm\uFEFF'],
  ['spam', '𝓼𝓹𝓪𝓶'],
  ['spam', '"spam"'],
  ['Straße', 'STRASSE'],
  ['ΟΔΟΣ', 'οδός'.normalize('NFD').replace(/\u0301/g, '')],
  ['привет', 'Ну ПРИВЕТ, друзья'],
  ['привет', 'при\u200Bвет'],
  ['ёлка', 'ЁЛКА'.normalize('NFD')],
  ['buy now', 'buy \n  NOW'],
  ['傻瓜', '你是傻瓜吗'],
  ['ばか', 'あなたはばかです'],
  ['โง่', 'คุณโง่มาก'],
  ['मूर्ख', 'तुम मूर्ख हो'],
  ['احمق', 'أنت احمق!'],
  ['$$$', 'make$$$fast'],
  ['🍆', 'nice🍆🍆'],
  ['c++', 'I like C++, you?'],
])('the word %s is found in %s', (word, text) => {
  expect(actOf([['word', word]], text)).toBe('refuse');
});

test.each([
  ['spam', 'spammer'],
  ['spam', 'antispam'],
  ['spam', 'spam_1'],
  ['ass', 'class'],
  ['хер', 'херувим'],
  ['кот', 'скотч'],
  ['ё', 'е'],
  ['cafe', 'café'.normalize('NFD')],
  ['मूर्ख', 'मूर्खता'],
  ['buy now', 'buynow'],
])('the word %s is not in %s', (word, text) => {
  expect(actOf([['word', word]], text)).toBe('pass');
});

test.each([
  ['casino', 'Go to https://casino.example/x'],
  ['casino', 'https://www.casino.example'],
  ['casino', 'http://user:pw@casino.example:8080?x'],
  ['casino', 'HTTPS://CASINO.EXAMPLE'],
  ['casino', 'casino.example'],
  ['casino', '(see www.casino.example.)'],
  ['casino', 'casino.example.Then more'],
  ['casino', 'ca\u200Bsino.example'],
  ['casino', 'ｃａｓｉｎｏ．example'],
  ['casino', 'casino。example'],
  ['casino', 'well...casino.example'],
  ['casino', 'https://radio.example@casino.example/'],
  ['casino', 'https:\\\\casino.example\\x'],
  ['casino', 'https://radio.example/leads-on-to?casino.example'],
  ['casino', 'radio.example,casino.example'],
])('a rule for the host %s.example is broken by %s', (_, text) => {
  expect(actOf([['link', 'casino.example']], text)).toBe('refuse');
});

test.each(['mycasino.example', 'https://casino.example.radio.example', 'me@casino.example'])(
  'a rule for a host is not broken by %s',
  (text) => {
    expect(actOf([['link', 'casino.example']], text)).toBe('pass');
  },
);

test('a host in another script and its ASCII form are one', () => {
  const rule: Line = ['link', 'xn--e1afmkfd.xn--p1ai'];
  for (const text of ['пример.рф', 'ПРИМЕР.РФ', 'https://пример.рф/x', 'xn--e1afmkfd.xn--p1ai', 'сайт.пример.рф'])
    expect(actOf([rule], text)).toBe('refuse');
});

test.each([
  'https://a.b',
  'see radio.com',
  't.me/x',
  'пример.рф',
  'http://127.0.0.1/',
  'http://[::1]/',
  'www.radio.whatever',
  'bücher.de',
])('every link means %s', (text) => {
  expect(actOf([['link', '*']], text)).toBe('refuse');
});

test.each([
  'Hello.How are you',
  'version 1.2.3.4',
  'e.g. this',
  'Привет.Как дела',
  'file.txt',
  '3.14',
  'me@radio.com',
  '...',
  'and/or',
])('no link is %s', (text) => {
  expect(actOf([['link', '*']], text)).toBe('pass');
});

test('a host that is let through is not held against a message, and what is beside it is', () => {
  const rules: readonly Line[] = [
    ['link', '*', 'hold'],
    ['link', 'radio.example', 'allow'],
  ];
  expect(actOf(rules, 'https://www.radio.example/tonight')).toBe('pass');
  expect(actOf(rules, 'radio.example and casino.com')).toBe('hold');
  expect(actOf(rules, 'notradio.example.com')).toBe('hold');
});

test('refusing goes before holding, and the oldest of several rules is named', () => {
  const rules: readonly Line[] = [
    ['word', 'one', 'hold'],
    ['regex', 'tw+o', 'refuse'],
    ['word', 'two', 'refuse'],
  ];
  expect(judge(rules, 'one two')).toEqual({ act: 'refuse', rule: 'tw+o' });
  expect(judge(rules, 'one')).toEqual({ act: 'hold', rule: 'one' });
  expect(judge(rules, 'three')).toEqual({ act: 'pass' });
  expect(judge([], 'one')).toEqual({ act: 'pass' });
});

test('many links and words in the longest message are judged in a moment', () => {
  const rules: readonly Line[] = [
    ['link', 'casino.example'],
    ...Array.from({ length: 199 }, (_, index) => ['word', `${'a'.repeat(190)}b${index}`] as const),
  ];
  const rulebook = compileRulebook(rules.map(([kind, pattern], id) => ({ id: `${id}`, kind, pattern, act: 'refuse' })));
  for (const text of [
    'a.me '.repeat(800),
    'я.рф '.repeat(800),
    '.a'.repeat(2_000),
    'me.'.repeat(1_333),
    '://@'.repeat(1_000),
    'a'.repeat(4_000),
    '\uFDFA'.repeat(500),
  ]) {
    const startedMs = performance.now();
    rulebook(text);
    expect(performance.now() - startedMs).toBeLessThan(500);
  }
});
